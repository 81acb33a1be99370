package io.nerest.cli.tune;

/** How the arguments of the next trial are chosen. */
enum SearchMethod {
    /** Evenly from the ranges, whatever earlier trials gave. */
    RANDOM,
    /** By changing one of the best earlier trials. */
    EVOLUTION
}
