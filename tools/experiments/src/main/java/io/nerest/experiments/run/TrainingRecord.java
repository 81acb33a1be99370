package io.nerest.experiments.run;

import io.nerest.experiments.result.RoundMetrics;
import io.nerest.training.evaluation.DetectionReport;
import io.nerest.training.evaluation.GroupMetrics;
import io.nerest.training.run.TrainingResult;

/**
 * A finished training.
 *
 * @param metrics of its best weights on the validation set
 * @param epochs that were trained
 * @param bestEpoch the epoch of those weights, from 1
 * @param seconds it took, over all its parts
 */
public record TrainingRecord(RoundMetrics metrics, int epochs, int bestEpoch, double seconds) {

    /**
     * Returns the record of a training.
     *
     * @param name of the training, for the message
     * @throws IllegalStateException if the training was cancelled before its first validation
     */
    public static TrainingRecord of(TrainingResult result, String name) {
        DetectionReport best =
                result.best().orElseThrow(() -> new IllegalStateException("the training " + name + " was cancelled"));
        GroupMetrics all = best.all();
        GroupMetrics streams = best.streamMean();
        RoundMetrics metrics = new RoundMetrics(
                all.map50(), all.map50To95(), all.precision(), all.recall(), streams.map50(), streams.map50To95());
        return new TrainingRecord(metrics, result.epochs(), result.bestEpoch(), result.seconds());
    }
}
