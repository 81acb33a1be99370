package io.nerest.training.evaluation;

import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import java.util.ArrayList;
import java.util.List;

/**
 * How often objects of a class are detected as which class. Rows are predicted classes, columns are true ones; the last
 * row holds objects that were missed, the last column detections where there is nothing (background).
 */
public final class ConfusionMatrix {
    /** Detections below this are not looked at. */
    public static final float CONFIDENCE = .25f;

    /** Detection and object are a pair from this IoU on, whatever their classes. */
    public static final float IOU = .45f;

    private final List<String> labels;
    private final long[][] counts;

    public ConfusionMatrix(List<String> classNames) {
        labels = new ArrayList<>(classNames);
        labels.add("background");
        counts = new long[labels.size()][labels.size()];
    }

    /** Counts one picture in. */
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

    /** How often the class of column {@code truth} was taken for the class of row {@code predicted}. */
    public long count(int predicted, int truth) {
        return counts[predicted][truth];
    }

    /** The same as a share of the column, 0 to 1; 0 in a column without counts. */
    public double share(int predicted, int truth) {
        long column = 0;
        for (long[] row : counts) {
            column += row[truth];
        }
        return column == 0 ? 0 : counts[predicted][truth] / (double) column;
    }
}
