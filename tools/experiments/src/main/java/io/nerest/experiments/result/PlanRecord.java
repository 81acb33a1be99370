package io.nerest.experiments.result;

import java.util.List;
import java.util.Map;

/**
 * What was asked for.
 *
 * @param arms names, in the order of all tables and plots
 * @param seeds of the runs
 * @param rounds after the initial one
 * @param initial frames labelled before the first round
 * @param batchSize frames that people label each round
 * @param training the arguments of every training, by name, other than model, data, seed and where the run goes
 * @param base weights that every round starts from, or the name of a network for fresh ones
 * @param settings shared by all strategies, by name
 * @param curriculum settings of the curriculum, by name
 * @param command as it can be given again
 */
public record PlanRecord(
        List<String> arms,
        List<Long> seeds,
        int rounds,
        int initial,
        int batchSize,
        Map<String, Object> training,
        String base,
        Map<String, Object> settings,
        Map<String, Object> curriculum,
        String command) {

    public PlanRecord {
        arms = List.copyOf(arms);
        seeds = List.copyOf(seeds);
        training = Map.copyOf(training);
        settings = Map.copyOf(settings);
        curriculum = Map.copyOf(curriculum);
    }
}
