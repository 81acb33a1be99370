package io.nerest.selector.comparison;

import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.box.ScoredBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A model's boxes on a frame compared with its label.
 *
 * @param right boxes of a labelled object, with its class
 * @param wrong boxes without an object, of a wrong class, or of an object that another box has
 * @param missed objects without a box
 */
public record FrameMatches(int right, int wrong, int missed) {
    /** Least IoU of a box and its object. */
    public static final double LEAST_IOU = 0.5;

    /**
     * Compares boxes and objects by the rule of PASCAL VOC (Everingham et al. 2010, section 4.2): each box in the order of
     * confidence takes the object of its class with the highest IoU, if that is at least 0.5 and no box has taken it.
     */
    static FrameMatches of(List<ScoredBox> boxes, List<LabelledBox> objects) {
        List<LabelledBox> free = new ArrayList<>(objects);
        List<ScoredBox> sorted = new ArrayList<>(boxes);
        sorted.sort(Comparator.comparingDouble(ScoredBox::confidence).reversed());
        int right = 0;
        for (ScoredBox box : sorted) {
            LabelledBox best = null;
            double highest = LEAST_IOU;
            for (LabelledBox object : free) {
                double iou = object.classId() == box.classId() ? box.iou(asScored(object)) : 0;
                if (iou >= highest) {
                    highest = iou;
                    best = object;
                }
            }
            if (best != null) {
                free.remove(best);
                right++;
            }
        }
        return new FrameMatches(right, boxes.size() - right, free.size());
    }

    /** Boxes of two models on a frame that have no counterpart of the other one. */
    static int disagreement(List<ScoredBox> a, List<ScoredBox> b) {
        FrameMatches matches = of(a, b.stream().map(ScoredBox::toLabel).toList());
        return matches.wrong() + matches.missed();
    }

    /** Whether there is no mistake. */
    boolean isFaultless() {
        return wrong == 0 && missed == 0;
    }

    private static ScoredBox asScored(LabelledBox box) {
        return new ScoredBox(box.classId(), 1, box.cx(), box.cy(), box.w(), box.h());
    }
}
