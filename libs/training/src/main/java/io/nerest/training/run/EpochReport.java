package io.nerest.training.run;

import io.nerest.training.evaluation.DetectionReport;
import io.nerest.training.network.LossComponents;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an epoch came to.
 *
 * @param epoch its number, from 1
 * @param epochs how many there will be
 * @param seconds since the run began, over all its parts where it was resumed
 * @param train mean losses over the epoch's batches
 * @param validation what the averaged weights did on the validation set, where that was looked at
 * @param rates learning rates at the epoch's end: of biases, convolution weights, BatchNorm weights
 * @param imagesPerSecond training pictures a second, without the validation
 * @param secondsWaited in which the network waited for pictures in this epoch
 * @param gpuBytes memory in use on the device at the epoch's end; 0 on the CPU, empty where it is not known
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
     * @param report what was detected
     * @param losses on the validation set
     * @param seconds it took
     */
    public record Validation(DetectionReport report, LossComponents losses, double seconds) {}
}
