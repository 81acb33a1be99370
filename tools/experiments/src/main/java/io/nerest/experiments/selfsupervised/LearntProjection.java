package io.nerest.experiments.selfsupervised;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleConsumer;

/**
 * A linear projection of a network's features, learnt without labels: two views of one frame shall have the same embedding, and
 * the dimensions shall be spread and independent ({@link VicRegLoss}). The network itself is not changed. Features are
 * standardised first; the weights are found by Adam (Kingma and Ba, arXiv 1412.6980).
 */
final class LearntProjection {
    private static final double RATE = 1e-3;
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double TINY = 1e-8;
    private static final int BATCH = 128;

    private final double[] mean;
    private final double[] deviation;
    private final double[][] weights;

    private LearntProjection(double[] mean, double[] deviation, double[][] weights) {
        this.mean = mean;
        this.deviation = deviation;
        this.weights = weights;
    }

    /**
     * Learns a projection.
     *
     * @param views features by frame and view, at least two frames and two views
     * @param dimensions of the embeddings, at least 2
     * @param epochs passes over the frames, each time with two views drawn at random
     * @param seed equal seeds give equal projections
     * @param listener receives the mean loss of each epoch
     */
    static LearntProjection learn(
            List<float[][]> views, int dimensions, int epochs, long seed, DoubleConsumer listener) {
        LearntProjection projection = initial(views, dimensions, new Random(seed));
        projection.train(views, epochs, new Random(seed + 1), listener);
        return projection;
    }

    private static LearntProjection initial(List<float[][]> views, int dimensions, Random random) {
        int length = views.get(0)[0].length;
        double[] mean = new double[length];
        double[] deviation = new double[length];
        int count = views.stream().mapToInt(frame -> frame.length).sum();
        for (float[][] frame : views) {
            for (float[] view : frame) {
                for (int k = 0; k < length; k++) {
                    mean[k] += view[k] / (double) count;
                }
            }
        }
        for (float[][] frame : views) {
            for (float[] view : frame) {
                for (int k = 0; k < length; k++) {
                    deviation[k] += (view[k] - mean[k]) * (view[k] - mean[k]) / count;
                }
            }
        }
        for (int k = 0; k < length; k++) {
            deviation[k] = Math.sqrt(deviation[k]) + 1e-6;
        }
        double[][] weights = new double[dimensions][length];
        for (double[] row : weights) {
            for (int k = 0; k < length; k++) {
                row[k] = random.nextGaussian() / Math.sqrt(length);
            }
        }
        return new LearntProjection(mean, deviation, weights);
    }

    private void train(List<float[][]> views, int epochs, Random random, DoubleConsumer listener) {
        int dimensions = weights.length;
        int length = mean.length;
        double[][] first = new double[dimensions][length];
        double[][] second = new double[dimensions][length];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < views.size(); i++) {
            order.add(i);
        }
        int steps = 0;
        for (int epoch = 0; epoch < epochs; epoch++) {
            Collections.shuffle(order, random);
            double loss = 0;
            int batches = 0;
            for (int from = 0; from + 1 < order.size(); from += BATCH) {
                List<Integer> batch = order.subList(from, Math.min(order.size(), from + BATCH));
                if (batch.size() < 2) {
                    continue;
                }
                double[][] a = new double[batch.size()][];
                double[][] b = new double[batch.size()][];
                for (int i = 0; i < a.length; i++) {
                    float[][] frame = views.get(batch.get(i));
                    int one = random.nextInt(frame.length);
                    int other = (one + 1 + random.nextInt(frame.length - 1)) % frame.length;
                    a[i] = standardised(frame[one]);
                    b[i] = standardised(frame[other]);
                }
                VicRegLoss of = VicRegLoss.of(projected(a), projected(b));
                loss += of.value();
                batches++;
                step(a, b, of, first, second, ++steps);
            }
            listener.accept(loss / Math.max(1, batches));
        }
    }

    private void step(double[][] a, double[][] b, VicRegLoss loss, double[][] first, double[][] second, int number) {
        for (int j = 0; j < weights.length; j++) {
            double[] gradient = new double[mean.length];
            for (int i = 0; i < a.length; i++) {
                for (int k = 0; k < gradient.length; k++) {
                    gradient[k] += loss.first()[i][j] * a[i][k] + loss.second()[i][j] * b[i][k];
                }
            }
            for (int k = 0; k < gradient.length; k++) {
                first[j][k] = BETA1 * first[j][k] + (1 - BETA1) * gradient[k];
                second[j][k] = BETA2 * second[j][k] + (1 - BETA2) * gradient[k] * gradient[k];
                double m = first[j][k] / (1 - Math.pow(BETA1, number));
                double v = second[j][k] / (1 - Math.pow(BETA2, number));
                weights[j][k] -= RATE * m / (Math.sqrt(v) + TINY);
            }
        }
    }

    /** Returns the embedding of a frame's features. */
    float[] of(float[] features) {
        double[] projected = projected(new double[][] {standardised(features)})[0];
        float[] embedding = new float[projected.length];
        for (int j = 0; j < embedding.length; j++) {
            embedding[j] = (float) projected[j];
        }
        return embedding;
    }

    private double[] standardised(float[] features) {
        double[] standardised = new double[mean.length];
        for (int k = 0; k < standardised.length; k++) {
            standardised[k] = (features[k] - mean[k]) / deviation[k];
        }
        return standardised;
    }

    private double[][] projected(double[][] frames) {
        double[][] projected = new double[frames.length][weights.length];
        for (int i = 0; i < frames.length; i++) {
            for (int j = 0; j < weights.length; j++) {
                double sum = 0;
                for (int k = 0; k < mean.length; k++) {
                    sum += weights[j][k] * frames[i][k];
                }
                projected[i][j] = sum;
            }
        }
        return projected;
    }
}
