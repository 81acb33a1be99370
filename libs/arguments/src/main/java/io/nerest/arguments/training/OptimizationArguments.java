package io.nerest.arguments.training;

import io.nerest.arguments.Argument;

/**
 * How long the network learns, in what steps, and towards what.
 *
 * @param epochs times the training set is gone through
 * @param patience epochs without a better fitness after which the run stops; 0 never stops it
 * @param batch pictures a batch
 * @param imgsz side of the pictures in pixels, a multiple of 32
 * @param fraction share of the training set that is used
 * @param freeze layers, from the first, that stay as they are
 * @param optimizer which optimiser
 * @param lr0 learning rate at the start
 * @param lrf share of it that is left at the end
 * @param momentum of SGD, first beta of AdamW
 * @param weightDecay decay of convolution weights at a nominal batch
 * @param warmupEpochs epochs in which rates and momentum move to their values; at least 100 batches
 * @param warmupMomentum momentum of SGD at their start
 * @param warmupBiasLr learning rate of biases at their start
 * @param cosLr whether the rate falls along a cosine instead of a line
 * @param nbs nominal batch: how many pictures a step of the optimiser stands for
 * @param box gain of the box loss
 * @param cls gain of the class loss
 * @param dfl gain of the distribution focal loss
 */
public record OptimizationArguments(
        @Argument(byDefault = "100", min = 1, max = 1_000_000, help = "times the training set is gone through")
        int epochs,

        @Argument(byDefault = "100", min = 0, help = "epochs without a better fitness before it stops; 0 for never")
        int patience,

        @Argument(byDefault = "16", min = 1, max = 4096, help = "pictures a batch")
        int batch,

        @Argument(byDefault = "640", min = 32, max = 8192, help = "side of the pictures, a multiple of 32")
        int imgsz,

        @Argument(byDefault = "1.0", min = 0, max = 1, help = "share of the training set that is used")
        double fraction,

        @Argument(byDefault = "0", min = 0, max = 1000, help = "layers, from the first, that stay as they are")
        int freeze,

        @Argument(byDefault = "auto", help = "auto, SGD or AdamW; auto sets lr0 and momentum too")
        OptimizerChoice optimizer,

        @Argument(byDefault = "0.01", min = 0, max = 10, help = "learning rate at the start")
        double lr0,

        @Argument(byDefault = "0.01", min = 0, max = 1, help = "share of it that is left at the end")
        double lrf,

        @Argument(byDefault = "0.937", min = 0, max = 0.9999, help = "momentum of SGD, first beta of AdamW")
        double momentum,

        @Argument(byDefault = "0.0005", min = 0, max = 1, help = "decay of convolution weights")
        double weightDecay,

        @Argument(byDefault = "3.0", min = 0, help = "epochs of warm-up, at least 100 batches; 0 for none")
        double warmupEpochs,

        @Argument(byDefault = "0.8", min = 0, max = 0.9999, help = "momentum of SGD at the start of warm-up")
        double warmupMomentum,

        @Argument(byDefault = "0.1", min = 0, max = 10, help = "learning rate of biases at the start of warm-up")
        double warmupBiasLr,

        @Argument(byDefault = "false", help = "let the rate fall along a cosine instead of a line")
        boolean cosLr,

        @Argument(byDefault = "64", min = 1, max = 65_536, help = "pictures that a step of the optimiser stands for")
        int nbs,

        @Argument(byDefault = "7.5", min = 0, help = "gain of the box loss")
        double box,

        @Argument(byDefault = "0.5", min = 0, help = "gain of the class loss")
        double cls,

        @Argument(byDefault = "1.5", min = 0, help = "gain of the distribution focal loss")
        double dfl) {

    public OptimizationArguments {
        if (imgsz % 32 != 0) {
            throw new IllegalArgumentException(
                    "imgsz=%d: must be a multiple of 32, such as %d".formatted(imgsz, (imgsz / 32 + 1) * 32));
        }
        if (fraction == 0) {
            throw new IllegalArgumentException("fraction=0: must be above 0, or nothing is left to train on");
        }
    }
}
