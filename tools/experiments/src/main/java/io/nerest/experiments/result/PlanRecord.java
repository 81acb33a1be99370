package io.nerest.experiments.result;

import java.util.List;
import java.util.Map;

/**
 * The settings of the experiment.
 *
 * @param arms names, in the order of all tables and plots
 * @param seeds of the runs
 * @param rounds after the initial one
 * @param initial frames labelled before the first round
 * @param batchSize frames that annotators label each round
 * @param training the arguments of every training, by name, except model, data, seed and folder
 * @param base weights that every round starts from, or the name of a network for fresh ones
 * @param settings shared by all strategies, by name
 * @param curriculum settings of the curriculum, by name
 * @param command runs the experiment again
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
