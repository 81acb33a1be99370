package io.nerest.experiments.result;

/**
 * A round of an arm over its seeds.
 *
 * @param labels mean count of frames with a human label
 * @param pseudoLabels mean count of pseudo-labelled frames
 * @param epochs mean count of epochs up to it
 */
public record RoundSummary(
        int round,
        double labels,
        double pseudoLabels,
        double epochs,
        Spread map50,
        Spread map50To95,
        Spread precision,
        Spread recall) {}
