package io.nerest.arguments.training;

import io.nerest.arguments.Argument;
import io.nerest.arguments.InvalidArgumentException;

/**
 * Length of the training, batches, optimizer, learning rate schedule and loss gains.
 *
 * @param epochs number of passes over the training set
 * @param patience epochs without better fitness after which the run stops; 0 disables early stopping
 * @param batch images per batch
 * @param imgsz image side in pixels, a multiple of 32
 * @param fraction fraction of the training set that is used, in (0, 1]
 * @param freeze number of layers, from the first, whose weights are frozen
 * @param finetune whether a recipe for few labels replaces the arguments of the optimisation
 * @param optimizer optimizer
 * @param lr0 initial learning rate
 * @param lrf final learning rate as a fraction of {@code lr0}
 * @param momentum momentum of SGD and RMSProp, beta1 of the Adam family
 * @param weightDecay weight decay of convolution weights at the nominal batch size
 * @param warmupEpochs length of the warm-up in epochs, at least 100 batches; 0 disables it
 * @param warmupMomentum initial momentum of the warm-up, SGD and RMSProp only
 * @param warmupBiasLr initial learning rate of biases in the warm-up
 * @param cosLr whether the learning rate follows a cosine instead of a line
 * @param nbs nominal batch size: gradients are accumulated to about this many images per optimizer step
 * @param box gain of the box loss
 * @param cls gain of the class loss
 * @param dfl gain of the distribution focal loss
 * @param distillGain gain of the distance to the teacher that {@code distill} names
 */
public record OptimizationArguments(
        @Argument(defaultValue = "100", min = 1, max = 1_000_000, help = "number of passes over the training set")
        int epochs,

        @Argument(
                defaultValue = "100",
                min = 0,
                max = 1_000_000,
                help = "epochs without better fitness before the run stops; 0 disables early stopping")
        int patience,

        @Argument(defaultValue = "16", min = 1, max = 4096, help = "images per batch")
        int batch,

        @Argument(
                defaultValue = "640",
                min = 32,
                max = 8192,
                multipleOf = 32,
                help = "image side in pixels, a multiple of 32")
        int imgsz,

        @Argument(defaultValue = "1.0", above = 0, max = 1, help = "fraction of the training set that is used")
        double fraction,

        @Argument(defaultValue = "0", min = 0, max = 500, help = "number of layers, from the first, that are frozen")
        int freeze,

        @Argument(
                defaultValue = "none",
                help =
                        "auto fine-tunes a checkpoint with up to 500 labels by a recipe chosen by their number, and returns"
                                + " the checkpoint if nothing is better; none uses the arguments as they are given")
        FineTuningChoice finetune,

        @Argument(
                defaultValue = "auto",
                help = "optimizer; auto chooses one from the length of the run, with its own lr0 and momentum")
        OptimizerChoice optimizer,

        @Argument(defaultValue = "0.01", above = 0, max = 10, help = "initial learning rate")
        double lr0,

        @Argument(defaultValue = "0.01", min = 0, max = 1, help = "final learning rate, as a fraction of lr0")
        double lrf,

        @Argument(
                defaultValue = "0.937",
                min = 0,
                max = 0.9999,
                help = "momentum of SGD and RMSProp, beta1 of the Adam family")
        double momentum,

        @Argument(defaultValue = "0.0005", min = 0, max = 1, help = "weight decay of convolution weights")
        double weightDecay,

        @Argument(
                defaultValue = "3.0",
                min = 0,
                max = 1_000_000,
                help = "warm-up epochs, at least 100 batches; 0 disables the warm-up")
        double warmupEpochs,

        @Argument(
                defaultValue = "0.8",
                min = 0,
                max = 0.9999,
                help = "initial momentum of the warm-up, SGD and RMSProp only")
        double warmupMomentum,

        @Argument(defaultValue = "0.1", min = 0, max = 10, help = "initial learning rate of biases in the warm-up")
        double warmupBiasLr,

        @Argument(defaultValue = "false", help = "cosine learning rate schedule instead of a linear one")
        boolean cosLr,

        @Argument(
                defaultValue = "64",
                min = 1,
                max = 65_536,
                help = "nominal batch size: images per optimizer step, by gradient accumulation")
        int nbs,

        @Argument(defaultValue = "7.5", min = 0, max = 1000, help = "gain of the box loss")
        double box,

        @Argument(defaultValue = "0.5", min = 0, max = 1000, help = "gain of the class loss")
        double cls,

        @Argument(defaultValue = "1.5", min = 0, max = 1000, help = "gain of the distribution focal loss")
        double dfl,

        @Argument(defaultValue = "1.0", above = 0, max = 1000, help = "gain of the distance to the teacher of distill")
        double distillGain) {
    private static final long MAX_BATCH_BYTES = Integer.MAX_VALUE;
    private static final long CHANNELS = 3;

    public OptimizationArguments {
        long bytesPerImage = CHANNELS * imgsz * imgsz;
        if (bytesPerImage * batch > MAX_BATCH_BYTES) {
            throw InvalidArgumentException.ofValue(
                    "batch",
                    batch,
                    "must be at most %d with imgsz=%d, because a batch is limited to 2 GiB"
                            .formatted(MAX_BATCH_BYTES / bytesPerImage, imgsz));
        }
        if (box == 0 && cls == 0 && dfl == 0) {
            throw InvalidArgumentException.ofValue("cls", cls, "at least one of box, cls and dfl must be above 0");
        }
    }
}
