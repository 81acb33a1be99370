package io.nerest.experiments.result;

import org.jspecify.annotations.Nullable;

/**
 * A round of an arm over its seeds.
 *
 * @param labels mean count of frames with a human label
 * @param pseudoLabels mean count of pseudo-labelled frames
 * @param epochs mean count of epochs up to it
 * @param streamMap50 of the mean over cameras; null if a seed's result is of a version that did not measure it
 * @param streamMap50To95 the same
 * @param f1 harmonic mean of precision and recall; null in summaries of versions that did not compute it
 */
public record RoundSummary(
        int round,
        double labels,
        double pseudoLabels,
        double epochs,
        Spread map50,
        Spread map50To95,
        Spread precision,
        Spread recall,
        @Nullable Spread streamMap50,
        @Nullable Spread streamMap50To95,
        @Nullable Spread f1) {}
