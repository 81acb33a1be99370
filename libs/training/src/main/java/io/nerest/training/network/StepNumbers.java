package io.nerest.training.network;

/** The numbers that a step's method of the training module takes, with what depends on the count of steps alone. */
final class StepNumbers {
    private static final double MOMENTUM_DECAY = 0.004;
    private static final double DECAY_BASE = 0.96;

    /** Least length of the simple moving average for which RAdam's variance is tractable (arXiv 1908.03265, section 4). */
    private static final double LEAST_LENGTH = 5;

    private final OptimizerKind kind;

    /** Product of NAdam's momentum over {@link #productSteps} steps. */
    private double product = 1;

    private long productSteps;

    StepNumbers(OptimizerKind kind) {
        this.kind = kind;
    }

    /**
     * Returns the numbers of a step: rates of weights, norms, biases; momentum; decay; decay of the average; then those of the
     * optimiser.
     *
     * @param steps number of the step, from 1
     */
    double[] of(OptimizerStep step, long steps) {
        double beta = step.momentum();
        double first = 1 - Math.pow(beta, (double) steps);
        double second = 1 - Math.pow(OptimizerKind.SECOND_BETA, (double) steps);
        double[] own = switch (kind) {
            case SGD, RMSPROP -> new double[0];
            case ADAM, ADAMW -> new double[] {first, Math.sqrt(second)};
            case NADAM -> nesterov(beta, steps, second);
            case RADAM -> new double[] {first, rectified(steps, second)};
        };
        double[] numbers = new double[6 + own.length];
        numbers[0] = step.lrDecay();
        numbers[1] = step.lrNoDecay();
        numbers[2] = step.lrBias();
        numbers[3] = beta;
        numbers[4] = step.weightDecay();
        numbers[5] = step.emaDecay();
        System.arraycopy(own, 0, numbers, 6, own.length);
        return numbers;
    }

    private double[] nesterov(double beta, long steps, double second) {
        if (productSteps >= steps) {
            product = 1;
            productSteps = 0;
        }
        while (productSteps < steps) {
            productSteps++;
            product *= momentum(beta, productSteps);
        }
        double now = momentum(beta, steps);
        double next = momentum(beta, steps + 1);
        return new double[] {(1 - now) / (1 - product), next / (1 - product * next), Math.sqrt(second)};
    }

    private static double momentum(double beta, long step) {
        return beta * (1 - 0.5 * Math.pow(DECAY_BASE, step * MOMENTUM_DECAY));
    }

    private static double rectified(long steps, double second) {
        double longest = 2 / (1 - OptimizerKind.SECOND_BETA) - 1;
        double length = longest - 2 * steps * (1 - second) / second;
        if (length <= LEAST_LENGTH) {
            return 0;
        }
        double rectification = (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length);
        return Math.sqrt(rectification) * Math.sqrt(second);
    }
}
