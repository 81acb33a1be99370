package io.nerest.training.run;

import io.nerest.arguments.training.OptimizationArguments;
import io.nerest.training.network.OptimizerStep;
import java.util.Optional;

/**
 * Learning rates, momentum and gradient accumulation over a run, as pure functions of the batch number.
 *
 * <p>A batch's number counts from 0 over all epochs. Within the warm-up, learning rates increase linearly from 0 (that
 * of biases from {@code warmup_bias_lr}) to their epoch's value, the momentum of SGD and RMSProp from {@code warmup_momentum} to
 * {@code momentum}, and the batches accumulated for a step from 1 to {@code nbs / batch}.
 */
public final class Schedule {
    private static final int LEAST_WARMUP_BATCHES = 100;
    private static final double EMA_DECAY = 0.9999;
    private static final double EMA_RAMP_STEPS = 2000;

    private final OptimizationArguments arguments;
    private final ChosenOptimizer optimizer;
    private final int batchesPerEpoch;
    private final Optional<FineTuningRecipe> recipe;

    public Schedule(OptimizationArguments arguments, ChosenOptimizer optimizer, int batchesPerEpoch) {
        this(arguments, optimizer, batchesPerEpoch, Optional.empty());
    }

    /** @param recipe of a fine-tuning, whose warm-up and moving average are used */
    Schedule(
            OptimizationArguments arguments,
            ChosenOptimizer optimizer,
            int batchesPerEpoch,
            Optional<FineTuningRecipe> recipe) {
        this.arguments = arguments;
        this.optimizer = optimizer;
        this.batchesPerEpoch = batchesPerEpoch;
        this.recipe = recipe;
    }

    /**
     * Returns the number of warm-up batches: {@code warmup_epochs}, but at least 100; 0 without warm-up. A fine-tuning has
     * its own.
     */
    public long warmupBatches() {
        if (recipe.isPresent()) {
            return recipe.get().warmupSteps();
        }
        return arguments.warmupEpochs() > 0
                ? Math.max(Math.round(arguments.warmupEpochs() * batchesPerEpoch), LEAST_WARMUP_BATCHES)
                : 0;
    }

    /** Returns the number of batches accumulated for one step, at the given batch. */
    public int accumulate(long batch) {
        double full = (double) arguments.nbs() / arguments.batch();
        return (int) Math.max(1, Math.rint(warmedUp(batch) < 1 ? 1 + warmedUp(batch) * (full - 1) : full));
    }

    /** Returns the factor of {@code lr0} in an epoch (from 0) after warm-up. */
    public double rateFactor(int epoch) {
        double share = (double) epoch / arguments.epochs();
        return arguments.cosLr()
                ? (1 - Math.cos(share * Math.PI)) / 2 * (arguments.lrf() - 1) + 1
                : Math.max(1 - share, 0) * (1 - arguments.lrf()) + arguments.lrf();
    }

    /**
     * Returns the hyperparameters of the step after the given batch.
     *
     * @param batch its number, from 0 over all epochs
     * @param steps steps made before it
     */
    public OptimizerStep step(long batch, long steps) {
        double rate = optimizer.lr() * rateFactor((int) (batch / batchesPerEpoch));
        double warm = warmedUp(batch);
        double warmupBias = recipe.isPresent() ? 0 : optimizer.warmupBiasLr();
        double bias = warmupBias + warm * (rate - warmupBias);
        double momentum = optimizer.kind().hasVelocity()
                ? arguments.warmupMomentum() + warm * (optimizer.momentum() - arguments.warmupMomentum())
                : optimizer.momentum();
        return new OptimizerStep(warm * rate, warm * rate, bias, momentum, weightDecay(), averageDecay(steps + 1));
    }

    /** Returns {@code weight_decay}, scaled by the ratio of images per step to the nominal batch. */
    public double weightDecay() {
        double accumulated = Math.max(Math.rint((double) arguments.nbs() / arguments.batch()), 1);
        return arguments.weightDecay() * arguments.batch() * accumulated / arguments.nbs();
    }

    private double averageDecay(long step) {
        return recipe.map(FineTuningRecipe::emaDecay).orElseGet(() -> emaDecay(step));
    }

    /** Returns the decay of the moving average (EMA) at a step (from 1); it grows from 0. */
    public static double emaDecay(long step) {
        return EMA_DECAY * (1 - Math.exp(-step / EMA_RAMP_STEPS));
    }

    private double warmedUp(long batch) {
        long warmup = warmupBatches();
        return warmup == 0 ? 1 : Math.min(1, (double) batch / warmup);
    }
}
