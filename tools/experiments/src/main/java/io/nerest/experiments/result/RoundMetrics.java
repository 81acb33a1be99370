package io.nerest.experiments.result;

import io.nerest.vision.metric.F1;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a model on the validation set, each in [0, 1].
 *
 * @param map50 mean over classes of the average precision at IoU 0.5, over the objects of all cameras
 * @param map50To95 the same, mean over IoU 0.50, 0.55, ..., 0.95
 * @param precision at the confidence of the highest F1
 * @param recall at the same
 * @param streamMap50 {@code map50} of each camera with objects, averaged over cameras; null in results of versions that did
 *     not measure it
 * @param streamMap50To95 the same of {@code map50To95}
 */
public record RoundMetrics(
        double map50,
        double map50To95,
        double precision,
        double recall,
        @Nullable Double streamMap50,
        @Nullable Double streamMap50To95) {

    /** Returns the harmonic mean of {@link #precision} and {@link #recall}. */
    public double f1() {
        return F1.of(precision, recall);
    }
}
