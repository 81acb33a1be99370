package io.nerest.experiments.result;

import java.util.List;

/**
 * One arm of an experiment.
 *
 * @param name as it was asked for, such as {@code coral} or {@code entropy+curriculum}
 * @param kind how it comes by its labels
 * @param settings the strategy's, in one line; empty where no strategy chooses
 * @param seeds in the order of the plan; fewer where the experiment was stopped
 */
public record ArmResult(String name, ArmKind kind, String settings, List<SeedResult> seeds) {

    public ArmResult {
        seeds = List.copyOf(seeds);
    }
}
