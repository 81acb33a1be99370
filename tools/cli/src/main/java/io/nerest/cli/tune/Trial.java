package io.nerest.cli.tune;

import java.util.Map;

/**
 * A finished trial.
 *
 * @param number from 1
 * @param fitness of its best weights: 0.1 mAP50 + 0.9 mAP50-95
 * @param map50 of the same
 * @param map50To95 of the same
 * @param seconds duration of the training
 * @param values of the searched arguments
 */
record Trial(int number, double fitness, double map50, double map50To95, double seconds, Map<String, Double> values) {
    Trial {
        values = Map.copyOf(values);
    }
}
