package io.nerest.training.network;

import io.nerest.detector.torch.ComputeDevice;

/**
 * How a network is trained.
 *
 * @param optimizer which optimiser
 * @param gains of the parts of the loss
 * @param bf16 whether convolutions compute in bfloat16 over float32 master weights
 * @param freezeLayers rows of the family's table, from the first, whose weights are frozen
 * @param fixedStatistics whether BatchNorms normalise by the running statistics that the network starts with, and keep
 *     them, instead of by those of each batch
 * @param device where it runs
 * @param threads compute threads on the CPU; 0 for the engine's default
 */
public record TrainOptions(
        OptimizerKind optimizer,
        LossGains gains,
        boolean bf16,
        int freezeLayers,
        boolean fixedStatistics,
        ComputeDevice device,
        int threads) {

    /** SGD in float32 on the CPU with default gains, nothing frozen. */
    public static final TrainOptions DEFAULT =
            new TrainOptions(OptimizerKind.SGD, LossGains.DEFAULT, false, 0, false, ComputeDevice.CPU, 0);

    public TrainOptions {
        if (freezeLayers < 0) {
            throw new IllegalArgumentException("freeze must not be negative, but is " + freezeLayers);
        }
        if (threads < 0) {
            throw new IllegalArgumentException("threads must not be negative, but are " + threads);
        }
    }

    public TrainOptions with(OptimizerKind other) {
        return new TrainOptions(other, gains, bf16, freezeLayers, fixedStatistics, device, threads);
    }

    public TrainOptions withBf16(boolean other) {
        return new TrainOptions(optimizer, gains, other, freezeLayers, fixedStatistics, device, threads);
    }

    public TrainOptions withFreeze(int layers) {
        return new TrainOptions(optimizer, gains, bf16, layers, fixedStatistics, device, threads);
    }

    public TrainOptions withFixedStatistics(boolean fixed) {
        return new TrainOptions(optimizer, gains, bf16, freezeLayers, fixed, device, threads);
    }

    public TrainOptions withThreads(int count) {
        return new TrainOptions(optimizer, gains, bf16, freezeLayers, fixedStatistics, device, count);
    }
}
