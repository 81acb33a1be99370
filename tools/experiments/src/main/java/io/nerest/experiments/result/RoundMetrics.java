package io.nerest.experiments.result;

/**
 * The metrics of a model on the validation set, each in [0, 1].
 *
 * @param map50 mean over classes of the average precision at IoU 0.5
 * @param map50To95 the same, mean over IoU 0.50, 0.55, ..., 0.95
 * @param precision at the confidence of the highest F1
 * @param recall at the same
 */
public record RoundMetrics(double map50, double map50To95, double precision, double recall) {}
