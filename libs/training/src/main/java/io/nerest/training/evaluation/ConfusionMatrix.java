package io.nerest.training.evaluation;

import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import java.util.ArrayList;
import java.util.List;

/**
 * Confusion matrix. Rows are predicted classes, columns are true classes; the last row counts missed objects, the last
 * column detections on background.
 */
public final class ConfusionMatrix {
    /** Minimum confidence of a counted detection. */
    public static final float CONFIDENCE = .25f;

    /** Minimum IoU of a pair of detection and object, regardless of class. */
    public static final float IOU = .45f;

    private final List<String> labels;
    private final long[][] counts;

    public ConfusionMatrix(List<String> classNames) {
        labels = new ArrayList<>(classNames);
        labels.add("background");
        counts = new long[labels.size()][labels.size()];
    }

    /** Adds one image. */
    public void add(List<GroundTruth> truths, List<Detection> detections) {
        List<Detection> sure =
                detections.stream().filter(d -> d.confidence() > CONFIDENCE).toList();
        int[] matches = BoxMatching.matches(sure, truths, IOU);
        int background = counts.length - 1;
        boolean[] found = new boolean[truths.size()];
        for (int d = 0; d < matches.length; d++) {
            int truth = matches[d];
            if (truth >= 0) {
                found[truth] = true;
            }
            counts[sure.get(d).classId()][
                    truth < 0 ? background : truths.get(truth).classId()]++;
        }
        for (int t = 0; t < found.length; t++) {
            if (!found[t]) {
                counts[background][truths.get(t).classId()]++;
            }
        }
    }

    /** The class names, then {@code background}. */
    public List<String> labels() {
        return List.copyOf(labels);
    }

    /** Returns how often objects of class {@code truth} were detected as class {@code predicted}. */
    public long count(int predicted, int truth) {
        return counts[predicted][truth];
    }

    /** Returns the count as a fraction of its column, 0 to 1; 0 in an empty column. */
    public double share(int predicted, int truth) {
        long column = 0;
        for (long[] row : counts) {
            column += row[truth];
        }
        return column == 0 ? 0 : counts[predicted][truth] / (double) column;
    }
}
