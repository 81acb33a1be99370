package io.nerest.experiments.run;

import io.nerest.experiments.result.RoundMetrics;

/**
 * A finished training.
 *
 * @param metrics of its best weights on the validation set
 * @param epochs that were trained
 * @param bestEpoch the epoch of those weights, from 1
 * @param seconds it took, over all its parts
 */
public record TrainingRecord(RoundMetrics metrics, int epochs, int bestEpoch, double seconds) {}
