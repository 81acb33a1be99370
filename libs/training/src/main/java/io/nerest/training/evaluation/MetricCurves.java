package io.nerest.training.evaluation;

import java.util.Arrays;
import java.util.List;

/**
 * The curves at IoU .5, of each class that has labelled objects.
 *
 * @param classes a curve a class, in the order of the class names
 * @param f1Mean F1 averaged over the classes, smoothed, at {@link #POINTS} confidences from 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent")
public record MetricCurves(List<ClassCurve> classes, double[] f1Mean) {
    /** Points along an axis of confidence or recall, evenly from 0 to 1. */
    public static final int POINTS = 1000;

    /**
     * The curves of one class, each of {@link #POINTS} values.
     *
     * @param name the class's name
     * @param instances labelled objects of the class
     * @param averagePrecision at IoU .5
     * @param precision by confidence
     * @param recall by confidence
     * @param precisionByRecall the precision envelope, by recall
     * @param truePositives correct detections at or above the confidence
     * @param falsePositives incorrect detections at or above the confidence
     */
    public record ClassCurve(
            String name,
            int instances,
            double averagePrecision,
            double[] precision,
            double[] recall,
            double[] precisionByRecall,
            int[] truePositives,
            int[] falsePositives) {

        /** 2 PR / (P + R) by confidence. */
        public double[] f1() {
            double[] f1 = new double[POINTS];
            Arrays.setAll(f1, i -> 2 * precision[i] * recall[i] / (precision[i] + recall[i] + 1e-16));
            return f1;
        }
    }

    /** The axis of confidence or recall: {@link #POINTS} values from 0 to 1. */
    public static double[] axis() {
        double[] axis = new double[POINTS];
        Arrays.setAll(axis, i -> i / (POINTS - 1.0));
        return axis;
    }

    /** Index into {@link #axis()} of the confidence at which the mean F1 is best; 0 if there is no curve. */
    public int bestF1() {
        int best = 0;
        for (int i = 1; i < f1Mean.length; i++) {
            if (f1Mean[i] > f1Mean[best]) {
                best = i;
            }
        }
        return best;
    }
}
