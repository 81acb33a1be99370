package io.nerest.experiments.result;

import java.util.List;

/**
 * One seed of an arm.
 *
 * @param seed of the initial set, the selections and the training
 * @param rounds in their order
 */
public record SeedResult(long seed, List<RoundResult> rounds) {

    public SeedResult {
        rounds = List.copyOf(rounds);
    }
}
