package io.nerest.experiments.result;

import java.util.List;

/**
 * One arm of an experiment.
 *
 * @param name as it was given, such as {@code coral} or {@code entropy+curriculum}
 * @param kind how it obtains its labels
 * @param settings the strategy's, in one line; empty without a strategy
 * @param seeds in the order of the plan; fewer if the experiment was interrupted
 */
public record ArmResult(String name, ArmKind kind, String settings, List<SeedResult> seeds) {

    public ArmResult {
        seeds = List.copyOf(seeds);
    }
}
