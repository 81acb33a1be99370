package io.nerest.training.evaluation;

import io.nerest.vision.metric.F1;

/**
 * The metrics of all objects on a sample of images, each averaged over the classes that the sample holds.
 *
 * @param precision at a given confidence, at IoU .5
 * @param recall at the same
 * @param map50 average precision at IoU .5
 * @param map50To95 the same, averaged over IoU .50 to .95 by .05
 */
public record SampleMetrics(double precision, double recall, double map50, double map50To95) {

    /** Returns the harmonic mean of {@link #precision} and {@link #recall}. */
    public double f1() {
        return F1.of(precision, recall);
    }
}
