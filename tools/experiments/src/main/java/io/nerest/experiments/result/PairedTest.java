package io.nerest.experiments.result;

/**
 * An arm against {@code random}, seed by seed.
 *
 * @param against the other arm
 * @param meanDifference of the areas under the mAP50 curve, this arm's minus the other's
 * @param pValue two-sided, of the paired t test on the areas; 1 if all differences are 0
 * @param wins seeds on which this arm's area is greater
 * @param n seeds that both have
 */
public record PairedTest(String against, double meanDifference, double pValue, int wins, int n) {}
