package io.nerest.counting.estimate;

/**
 * One way to draw and to estimate, in one simulated season.
 *
 * @param covered whether the interval contains the true number of fish
 * @param halfWidth half of the interval, as a part of the true number
 * @param error of the estimate, as a part of the true number
 * @param labels units that a person counted
 * @param plainLabels units that a simple random sample needs for an interval of the same width, by the season's true variance
 */
public record TrialResult(boolean covered, double halfWidth, double error, int labels, double plainLabels) {}
