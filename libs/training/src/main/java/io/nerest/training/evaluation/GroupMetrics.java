package io.nerest.training.evaluation;

import io.nerest.vision.metric.F1;

/**
 * The metrics of one group of objects: all of them, one class, one size, or one stream.
 *
 * @param group the group's name: {@code all}, a class name, {@code small}, a stream
 * @param images images that hold an object of the group; of {@code all} and of a stream, all its images
 * @param instances labelled objects
 * @param precision at the confidence of the best mean F1, at IoU .5
 * @param recall at the same confidence
 * @param map50 average precision at IoU .5, averaged over classes
 * @param map50To95 the same, averaged over IoU .50 to .95 by .05
 */
public record GroupMetrics(
        String group, int images, int instances, double precision, double recall, double map50, double map50To95) {

    /** Returns the harmonic mean of {@link #precision} and {@link #recall}. */
    public double f1() {
        return F1.of(precision, recall);
    }

    /** Returns the fitness by which the best epoch is selected: 0.1 mAP50 + 0.9 mAP50-95. */
    public double fitness() {
        return .1 * map50 + .9 * map50To95;
    }
}
