package io.nerest.detector.onnx;

import io.nerest.detector.onnx.ActivationRanges.Range;
import java.nio.FloatBuffer;

/**
 * How often a value of a network took which number. First its extremes are seen, then its numbers are counted between
 * them; in the end it gives the range whose 256 steps lose least, which cuts off rare extremes.
 */
final class ActivationHistogram {
    private static final int BINS = 2048;
    private static final int CANDIDATES = 24;

    private final boolean activated;
    private final long[] counts = new long[BINS];
    private float least;
    private float most;

    /**
     * Begins with nothing seen.
     *
     * @param activated whether x * sigmoid(x) is applied to the value next, so that what counts is the loss after it
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

    /** Of ranges that cut off more and more at either end, the one of least squared loss. */
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

    /** 1, then less and less down to a twentieth, in equal ratios. */
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
