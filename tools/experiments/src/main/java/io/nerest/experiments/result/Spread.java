package io.nerest.experiments.result;

/**
 * A figure over seeds.
 *
 * @param mean over seeds
 * @param sd the sample's standard deviation, with n - 1; 0 for one seed
 * @param n how many seeds
 */
public record Spread(double mean, double sd, int n) {}
