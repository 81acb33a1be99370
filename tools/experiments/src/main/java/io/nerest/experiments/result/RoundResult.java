package io.nerest.experiments.result;

import java.util.List;

/**
 * A round of one arm and seed: the selected frames, and the metrics of the model trained on them.
 *
 * @param round from 0, the initial set; of {@code fixed} and {@code full}, which have one round, the last round's number
 * @param labels frames with a human label that the model was trained on
 * @param pseudoLabels frames with labels by the model of the round before
 * @param epochs trained for this round and all rounds of the arm before it, the shared initial round among them
 * @param metrics of the best epoch's weights on the validation set
 * @param bestEpoch the epoch of those weights, from 1
 * @param run the training run's folder, relative to the experiment's: {@code results.csv}, {@code args.yaml}, weights
 * @param chosen frames that annotators labelled for this round, by rank
 * @param pseudoLabelled frames pseudo-labelled for this round, the most confident first
 * @param note on the round, such as why a batch is smaller than requested; may be empty
 * @param seconds that training took; 0 if another arm with the same run has counted it
 * @param secondsChoosing that scoring the pool and selecting took
 */
public record RoundResult(
        int round,
        int labels,
        int pseudoLabels,
        int epochs,
        RoundMetrics metrics,
        int bestEpoch,
        String run,
        List<ChosenFrame> chosen,
        List<ChosenFrame> pseudoLabelled,
        String note,
        double seconds,
        double secondsChoosing) {

    public RoundResult {
        chosen = List.copyOf(chosen);
        pseudoLabelled = List.copyOf(pseudoLabelled);
    }
}
