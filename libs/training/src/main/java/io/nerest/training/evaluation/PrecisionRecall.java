package io.nerest.training.evaluation;

import java.util.Arrays;

/**
 * Precision and recall of one class at one IoU threshold, as the confidence falls: after each detection, the share of
 * detections so far that are right, and the share of objects found so far.
 */
final class PrecisionRecall {
    private static final int RECALL_POINTS = 101;

    private final int instances;
    private final double[] negativeConfidence;
    private final int[] found;
    private final double[] precision;
    private final double[] recall;

    /**
     * @param confidences falling
     * @param right whether the detection is matched with an object
     * @param instances labelled objects, at least 1
     */
    PrecisionRecall(float[] confidences, boolean[] right, int instances) {
        this.instances = instances;
        int n = confidences.length;
        negativeConfidence = new double[n];
        found = new int[n];
        precision = new double[n];
        recall = new double[n];
        int truePositives = 0;
        for (int i = 0; i < n; i++) {
            truePositives += right[i] ? 1 : 0;
            negativeConfidence[i] = -confidences[i];
            found[i] = truePositives;
            precision[i] = truePositives / (i + 1.0);
            recall[i] = truePositives / (double) instances;
        }
    }

    /** Area under the precision envelope: the mean of 101 recall points from 0 to 1, by trapezoid. */
    double averagePrecision() {
        return Interpolation.trapezoid(envelope(RECALL_POINTS));
    }

    /** Precision among detections down to a confidence, 0 if there are none at all. */
    double precisionAt(double confidence) {
        return precision.length == 0 ? 0 : Interpolation.at(-confidence, negativeConfidence, precision, 1);
    }

    /** Recall by detections down to a confidence. */
    double recallAt(double confidence) {
        return recall.length == 0 ? 0 : Interpolation.at(-confidence, negativeConfidence, recall, 0);
    }

    /** The curves of a class of the given name; only of use at IoU .5. */
    MetricCurves.ClassCurve curve(String name) {
        double[] axis = MetricCurves.axis();
        double[] precisionByConfidence = new double[axis.length];
        double[] recallByConfidence = new double[axis.length];
        int[] truePositives = new int[axis.length];
        int[] falsePositives = new int[axis.length];
        for (int i = 0; i < axis.length; i++) {
            precisionByConfidence[i] = precisionAt(axis[i]);
            recallByConfidence[i] = recallAt(axis[i]);
            int detections = detectionsAtOrAbove(axis[i]);
            truePositives[i] = detections == 0 ? 0 : found[detections - 1];
            falsePositives[i] = detections - truePositives[i];
        }
        return new MetricCurves.ClassCurve(
                name,
                instances,
                averagePrecision(),
                precisionByConfidence,
                recallByConfidence,
                envelope(MetricCurves.POINTS),
                truePositives,
                falsePositives);
    }

    /** At each recall of an even axis, the best precision at that recall or a higher one. */
    private double[] envelope(int points) {
        int n = recall.length;
        double[] values = new double[points];
        if (n == 0) {
            return values;
        }
        // Beyond the highest recall that was reached, precision is 0.
        double[] xs = new double[n + 3];
        double[] ys = new double[n + 3];
        System.arraycopy(recall, 0, xs, 1, n);
        System.arraycopy(precision, 0, ys, 1, n);
        ys[0] = 1;
        xs[n + 1] = recall[n - 1];
        xs[n + 2] = 1;
        for (int i = n; i >= 0; i--) {
            ys[i] = Math.max(ys[i], ys[i + 1]);
        }
        Arrays.setAll(values, i -> Interpolation.at(i / (points - 1.0), xs, ys, 1));
        return values;
    }

    private int detectionsAtOrAbove(double confidence) {
        int low = 0;
        int high = negativeConfidence.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (negativeConfidence[middle] <= -confidence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
