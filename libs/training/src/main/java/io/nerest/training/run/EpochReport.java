package io.nerest.training.run;

import io.nerest.training.evaluation.DetectionReport;
import io.nerest.training.network.LossComponents;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The result of an epoch.
 *
 * @param epoch its number, from 1
 * @param epochs how many there will be
 * @param seconds since the start of the run, including the parts before resuming
 * @param train mean losses over the epoch's batches
 * @param validation validation of the averaged weights (EMA), if it was run
 * @param rates learning rates at the epoch's end: of biases, convolution weights, BatchNorm weights
 * @param imagesPerSecond training images per second, without validation
 * @param secondsWaited seconds that the network waited for images in this epoch
 * @param gpuBytes memory in use on the device at the epoch's end; 0 on the CPU, empty if it is not known
 * @param best whether this is the best epoch so far
 */
public record EpochReport(
        int epoch,
        int epochs,
        double seconds,
        LossComponents train,
        Optional<Validation> validation,
        List<Double> rates,
        double imagesPerSecond,
        double secondsWaited,
        OptionalLong gpuBytes,
        boolean best) {

    /**
     * A validation within a run.
     *
     * @param report detection metrics
     * @param losses on the validation set
     * @param seconds it took
     * @param overfitting what the losses up to this epoch say about over-fitting; empty if they show none
     */
    public record Validation(
            DetectionReport report, LossComponents losses, double seconds, Optional<String> overfitting) {

        /** A validation before its epoch's place in the run is known. */
        public Validation(DetectionReport report, LossComponents losses, double seconds) {
            this(report, losses, seconds, Optional.empty());
        }

        Validation with(Optional<String> warning) {
            return new Validation(report, losses, seconds, warning);
        }
    }
}
