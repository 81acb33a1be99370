package io.nerest.training.network;

/** The steps of both optimisers by their published formulas, in float64, for one tensor. */
final class OptimizerFormula {
    private static final double EPSILON = 1e-8;

    private final OptimizerKind kind;
    private final double[] values;
    private final double[] first;
    private final double[] second;
    private int steps;

    OptimizerFormula(OptimizerKind kind, double[] start) {
        this.kind = kind;
        this.values = start.clone();
        this.first = new double[start.length];
        this.second = new double[start.length];
    }

    /** Takes one step and returns the new values. */
    double[] step(double[] gradients, double rate, double momentum, double decay) {
        steps++;
        for (int i = 0; i < values.length; i++) {
            if (kind == OptimizerKind.SGD) {
                nesterov(i, gradients[i] + decay * values[i], rate, momentum);
            } else {
                values[i] *= 1 - rate * decay;
                adam(i, gradients[i], rate, momentum);
            }
        }
        return values.clone();
    }

    private void nesterov(int i, double gradient, double rate, double momentum) {
        first[i] = momentum * first[i] + gradient;
        values[i] -= rate * (gradient + momentum * first[i]);
    }

    private void adam(int i, double gradient, double rate, double beta) {
        first[i] = beta * first[i] + (1 - beta) * gradient;
        second[i] = OptimizerKind.SECOND_BETA * second[i] + (1 - OptimizerKind.SECOND_BETA) * gradient * gradient;
        double mean = first[i] / (1 - Math.pow(beta, steps));
        double square = second[i] / (1 - Math.pow(OptimizerKind.SECOND_BETA, steps));
        values[i] -= rate * mean / (Math.sqrt(square) + EPSILON);
    }
}
