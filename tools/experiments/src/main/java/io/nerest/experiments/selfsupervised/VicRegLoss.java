package io.nerest.experiments.selfsupervised;

/**
 * The loss of VICReg (Bardes et al., arXiv 2105.04906) of two views of a batch, and its gradient: {@code 25 s + 25 (v + v') +
 * (c + c')}. {@code s} is the mean squared difference of the views, {@code v = mean_j max(0, 1 - sqrt(var_j + 1e-4))} keeps every
 * dimension spread, and {@code c = sum_{i != j} C_ij^2 / d} of the covariance {@code C} keeps dimensions from repeating each
 * other. Variances and covariances are divided by the batch less one.
 *
 * @param value the loss
 * @param first gradient by the first view's embeddings, frame by frame
 * @param second the same of the second view
 */
@SuppressWarnings("ArrayRecordComponent") // numbers of one step, never compared
record VicRegLoss(double value, double[][] first, double[][] second) {
    static final double INVARIANCE = 25;
    static final double VARIANCE = 25;
    static final double COVARIANCE = 1;

    private static final double EPSILON = 1e-4;

    /** Computes the loss of at least two frames; both views have the same frames in the same order. */
    static VicRegLoss of(double[][] a, double[][] b) {
        int frames = a.length;
        int dimensions = a[0].length;
        double[][] gradientA = new double[frames][dimensions];
        double[][] gradientB = new double[frames][dimensions];
        double value = 0;
        double scale = INVARIANCE / ((double) frames * dimensions);
        for (int i = 0; i < frames; i++) {
            for (int j = 0; j < dimensions; j++) {
                double difference = a[i][j] - b[i][j];
                value += scale * difference * difference;
                gradientA[i][j] += 2 * scale * difference;
                gradientB[i][j] -= 2 * scale * difference;
            }
        }
        value += spread(a, gradientA) + spread(b, gradientB);
        return new VicRegLoss(value, gradientA, gradientB);
    }

    /** Returns the variance and covariance terms of one view, and adds their gradient. */
    private static double spread(double[][] view, double[][] gradient) {
        int frames = view.length;
        int dimensions = view[0].length;
        double[][] centred = centred(view);
        double[][] covariance = covariance(centred);
        double value = 0;
        for (int j = 0; j < dimensions; j++) {
            double deviation = Math.sqrt(covariance[j][j] + EPSILON);
            if (deviation < 1) {
                value += VARIANCE * (1 - deviation) / dimensions;
                double factor = -VARIANCE / dimensions / ((frames - 1) * deviation);
                for (int i = 0; i < frames; i++) {
                    gradient[i][j] += factor * centred[i][j];
                }
            }
        }
        double factor = 4 * COVARIANCE / dimensions / (frames - 1);
        for (int j = 0; j < dimensions; j++) {
            for (int k = 0; k < dimensions; k++) {
                if (j == k) {
                    continue;
                }
                value += COVARIANCE * covariance[j][k] * covariance[j][k] / dimensions;
                for (int i = 0; i < frames; i++) {
                    gradient[i][j] += factor * covariance[j][k] * centred[i][k];
                }
            }
        }
        return value;
    }

    private static double[][] centred(double[][] view) {
        int dimensions = view[0].length;
        double[][] centred = new double[view.length][dimensions];
        for (int j = 0; j < dimensions; j++) {
            double mean = 0;
            for (double[] frame : view) {
                mean += frame[j] / view.length;
            }
            for (int i = 0; i < view.length; i++) {
                centred[i][j] = view[i][j] - mean;
            }
        }
        return centred;
    }

    private static double[][] covariance(double[][] centred) {
        int dimensions = centred[0].length;
        double[][] covariance = new double[dimensions][dimensions];
        for (double[] frame : centred) {
            for (int j = 0; j < dimensions; j++) {
                for (int k = 0; k < dimensions; k++) {
                    covariance[j][k] += frame[j] * frame[k] / (centred.length - 1);
                }
            }
        }
        return covariance;
    }
}
