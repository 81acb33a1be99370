package io.nerest.training.network;

/** The steps of both optimisers by their published formulas, in float64, for one tensor. */
final class OptimizerFormula {
    private static final double EPSILON = 1e-8;

    private final OptimizerKind kind;
    private final double[] values;
    private final double[] first;
    private final double[] second;
    private int steps;

    private double product = 1;

    OptimizerFormula(OptimizerKind kind, double[] start) {
        this.kind = kind;
        this.values = start.clone();
        this.first = new double[start.length];
        this.second = new double[start.length];
    }

    /** Takes one step and returns the new values. */
    double[] step(double[] gradients, double rate, double momentum, double decay) {
        steps++;
        product *= nadamMomentum(momentum, steps);
        for (int i = 0; i < values.length; i++) {
            if (kind == OptimizerKind.ADAMW) {
                values[i] *= 1 - rate * decay;
                adam(i, gradients[i], rate, momentum);
                continue;
            }
            double gradient = gradients[i] + decay * values[i];
            switch (kind) {
                case SGD -> nesterov(i, gradient, rate, momentum);
                case RMSPROP -> rmsprop(i, gradient, rate, momentum);
                case NADAM -> nadam(i, gradient, rate, momentum);
                case RADAM -> radam(i, gradient, rate, momentum);
                default -> adam(i, gradient, rate, momentum);
            }
        }
        return values.clone();
    }

    private void rmsprop(int i, double gradient, double rate, double momentum) {
        second[i] = 0.99 * second[i] + 0.01 * gradient * gradient;
        first[i] = momentum * first[i] + gradient / (Math.sqrt(second[i]) + EPSILON);
        values[i] -= rate * first[i];
    }

    private void moments(int i, double gradient, double beta) {
        first[i] = beta * first[i] + (1 - beta) * gradient;
        second[i] = OptimizerKind.SECOND_BETA * second[i] + (1 - OptimizerKind.SECOND_BETA) * gradient * gradient;
    }

    private void nadam(int i, double gradient, double rate, double beta) {
        moments(i, gradient, beta);
        double now = nadamMomentum(beta, steps);
        double next = nadamMomentum(beta, steps + 1);
        double root = Math.sqrt(second[i] / (1 - Math.pow(OptimizerKind.SECOND_BETA, steps))) + EPSILON;
        values[i] -= rate * ((1 - now) / (1 - product) * gradient + next / (1 - product * next) * first[i]) / root;
    }

    private static double nadamMomentum(double beta, int step) {
        return beta * (1 - 0.5 * Math.pow(0.96, step * 0.004));
    }

    private void radam(int i, double gradient, double rate, double beta) {
        moments(i, gradient, beta);
        double mean = first[i] / (1 - Math.pow(beta, steps));
        double power = Math.pow(OptimizerKind.SECOND_BETA, steps);
        double longest = 2 / (1 - OptimizerKind.SECOND_BETA) - 1;
        double length = longest - 2 * steps * power / (1 - power);
        if (length > 5) {
            double r = Math.sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
            mean *= r * Math.sqrt(1 - power) / (Math.sqrt(second[i]) + EPSILON);
        }
        values[i] -= rate * mean;
    }

    private void nesterov(int i, double gradient, double rate, double momentum) {
        first[i] = momentum * first[i] + gradient;
        values[i] -= rate * (gradient + momentum * first[i]);
    }

    private void adam(int i, double gradient, double rate, double beta) {
        moments(i, gradient, beta);
        double mean = first[i] / (1 - Math.pow(beta, steps));
        double square = second[i] / (1 - Math.pow(OptimizerKind.SECOND_BETA, steps));
        values[i] -= rate * mean / (Math.sqrt(square) + EPSILON);
    }
}
