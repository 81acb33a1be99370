package io.nerest.detector.onnx;

import io.nerest.detector.onnx.ActivationRanges.Range;
import java.nio.FloatBuffer;

/**
 * Histogram of a value of the network. The first pass records the extremes, the second counts between them. The result is
 * the range whose 256 steps have the least squared error, which excludes rare extremes.
 */
final class ActivationHistogram {
    private static final int BINS = 2048;
    private static final int CANDIDATES = 24;

    private final boolean activated;
    private final long[] counts = new long[BINS];
    private float least;
    private float most;

    /**
     * Creates an empty histogram.
     *
     * @param activated whether x * sigmoid(x) follows, so that the error is measured after it
     */
    ActivationHistogram(boolean activated) {
        this.activated = activated;
    }

    void see(FloatBuffer numbers) {
        for (int i = 0; i < numbers.limit(); i++) {
            float number = numbers.get(i);
            if (Float.isFinite(number)) {
                least = Math.min(least, number);
                most = Math.max(most, number);
            }
        }
    }

    void count(FloatBuffer numbers) {
        float perBin = binWidth();
        for (int i = 0; i < numbers.limit(); i++) {
            float number = numbers.get(i);
            if (Float.isFinite(number)) {
                counts[Math.max(0, Math.min(BINS - 1, (int) ((number - least) / perBin)))]++;
            }
        }
    }

    /** Returns the range of least squared error among ranges that exclude more and more at either end. */
    Range range() {
        Range best = new Range(least, most);
        double smallest = loss(best);
        for (int low = 0; low < CANDIDATES; low++) {
            for (int high = 0; high < CANDIDATES; high++) {
                Range cut = new Range(least * share(low), most * share(high));
                double loss = loss(cut);
                if (loss < smallest) {
                    smallest = loss;
                    best = cut;
                }
            }
        }
        return best;
    }

    /** Returns factors from 1 down to 1/20 in equal ratios. */
    private static float share(int candidate) {
        return (float) Math.pow(0.05, candidate / (CANDIDATES - 1.0));
    }

    private double loss(Range range) {
        double loss = 0;
        float step = range.step();
        int zero = range.zero();
        float perBin = binWidth();
        for (int i = 0; i < BINS; i++) {
            if (counts[i] > 0) {
                float number = least + (i + 0.5f) * perBin;
                int code = Math.max(0, Math.min(255, Math.round(number / step) + zero));
                double error = effect((code - zero) * step) - effect(number);
                loss += error * error * counts[i];
            }
        }
        return loss;
    }

    private double effect(double number) {
        return activated ? number / (1 + Math.exp(-number)) : number;
    }

    private float binWidth() {
        return Math.max((most - least) / BINS, 1e-12f);
    }
}
