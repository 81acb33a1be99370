package io.nerest.training.run;

import io.nerest.arguments.training.OptimizationArguments;
import io.nerest.arguments.training.OptimizerChoice;
import io.nerest.training.network.OptimizerKind;
import java.util.Locale;

/**
 * The optimiser of a run, with {@code optimizer=auto} resolved.
 *
 * @param kind which one
 * @param lr learning rate at the start of the schedule
 * @param momentum of SGD and RMSProp at the end of warm-up, first beta of the Adam family
 * @param warmupBiasLr learning rate of biases at the start of warm-up
 * @param announcement a log line with the choice and its reason
 */
public record ChosenOptimizer(
        OptimizerKind kind, double lr, double momentum, double warmupBiasLr, String announcement) {
    private static final long LONG_RUN = 10_000;

    /**
     * Resolves the choice. {@code auto} selects AdamW for runs of up to 10,000 steps at the nominal batch, with a
     * learning rate that decreases with the number of classes, and SGD above. It overrides {@code lr0}, {@code
     * momentum} and {@code warmup_bias_lr}.
     *
     * @param images in the training set
     * @param classes of the data set
     */
    public static ChosenOptimizer of(OptimizationArguments arguments, int images, int classes) {
        if (arguments.optimizer() != OptimizerChoice.AUTO) {
            OptimizerKind kind = OptimizerKind.valueOf(arguments.optimizer().name());
            return new ChosenOptimizer(
                    kind,
                    arguments.lr0(),
                    arguments.momentum(),
                    arguments.warmupBiasLr(),
                    String.format(
                            Locale.ROOT,
                            "optimizer: %s(lr=%s, momentum=%s)",
                            arguments.optimizer(),
                            arguments.lr0(),
                            arguments.momentum()));
        }
        int nominal = Math.max(arguments.batch(), arguments.nbs());
        long steps = (images + nominal - 1L) / nominal * arguments.epochs();
        OptimizerKind kind = steps > LONG_RUN ? OptimizerKind.SGD : OptimizerKind.ADAMW;
        double lr = kind == OptimizerKind.SGD ? 0.01 : Math.rint(0.002 * 5 / (4 + classes) * 1e6) / 1e6;
        double momentum = 0.9;
        return new ChosenOptimizer(
                kind,
                lr,
                momentum,
                0,
                String.format(
                        Locale.ROOT,
                        "optimizer: auto chose %s(lr=%s, momentum=%s) for %d steps; it overrides lr0=%s, momentum=%s and"
                                + " warmup_bias_lr=%s: set optimizer to use your values",
                        kind == OptimizerKind.SGD ? OptimizerChoice.SGD : OptimizerChoice.ADAMW,
                        lr,
                        momentum,
                        steps,
                        arguments.lr0(),
                        arguments.momentum(),
                        arguments.warmupBiasLr()));
    }
}
