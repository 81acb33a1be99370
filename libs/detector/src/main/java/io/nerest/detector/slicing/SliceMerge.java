package io.nerest.detector.slicing;

import io.nerest.detector.nms.NmsOptions;
import io.nerest.detector.nms.NonMaximumSuppression;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Strategies for merging the detections of overlapping tiles. */
public enum SliceMerge {
    /** Keeps the most confident of overlapping boxes unchanged. Overlap is intersection over union. */
    NMS {
        @Override
        List<Detection> merge(List<Detection> detections, double threshold, int maxDet) {
            return NonMaximumSuppression.apply(
                    detections, new NmsOptions(0, threshold, maxDet, true, NmsOptions.MAX_CANDIDATES));
        }
    },

    /**
     * Extends the most confident box over those that it overlaps, so that an object cut by a tile's edge becomes whole.
     * Overlap is intersection over the smaller box (as in SAHI's greedy non-maximum merging, arXiv 2202.06934).
     */
    GREEDY {
        @Override
        List<Detection> merge(List<Detection> detections, double threshold, int maxDet) {
            List<Detection> left = new ArrayList<>(detections);
            left.sort(Comparator.comparing(Detection::confidence).reversed());
            List<Detection> merged = new ArrayList<>();
            boolean[] taken = new boolean[left.size()];
            for (int i = 0; i < left.size() && merged.size() < maxDet; i++) {
                if (taken[i]) {
                    continue;
                }
                Detection surest = left.get(i);
                Box box = surest.box();
                for (int j = i + 1; j < left.size(); j++) {
                    Detection other = left.get(j);
                    if (!taken[j]
                            && other.classId() == surest.classId()
                            && shareOfSmaller(box, other.box()) > threshold) {
                        taken[j] = true;
                        box = around(box, other.box());
                    }
                }
                merged.add(new Detection(box, surest.confidence(), surest.classId()));
            }
            return merged;
        }
    };

    /**
     * Merges the detections of one image.
     *
     * @param threshold overlap above which two detections of a class are the same object
     * @return most confident first
     */
    abstract List<Detection> merge(List<Detection> detections, double threshold, int maxDet);

    private static float shareOfSmaller(Box a, Box b) {
        float w = Math.min(a.x2(), b.x2()) - Math.max(a.x1(), b.x1());
        float h = Math.min(a.y2(), b.y2()) - Math.max(a.y1(), b.y1());
        float smaller = Math.min(a.area(), b.area());
        return w <= 0 || h <= 0 || smaller <= 0 ? 0 : w * h / smaller;
    }

    private static Box around(Box a, Box b) {
        return new Box(
                Math.min(a.x1(), b.x1()), Math.min(a.y1(), b.y1()), Math.max(a.x2(), b.x2()), Math.max(a.y2(), b.y2()));
    }
}
