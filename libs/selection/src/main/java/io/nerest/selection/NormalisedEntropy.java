package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.util.List;

/**
 * {@code entropy-normalised}: the entropy, in bits, of a frame's confidences divided by their sum:
 * {@code q = p / sum(p)}, {@code -sum(q log2 q)}. It rises with the number of boxes and with how equal their confidences
 * are, and does not depend on how high they are: one box scores 0, n equal ones log2 n. It is a formula over all boxes of
 * the frame, so {@code aggregation} does not apply. In [0, inf). {@link BernoulliEntropy} measures how uncertain each box
 * is.
 */
public record NormalisedEntropy() implements Uncertainty {

    private static final double LOG_2 = Math.log(2);

    @Override
    public String name() {
        return "entropy-normalised";
    }

    @Override
    public double score(List<ScoredBox> boxes, Aggregation aggregation) {
        // Sorted before they are summed: a sum of doubles depends on its order, and a selection must not depend on it.
        double[] confidences =
                boxes.stream().mapToDouble(ScoredBox::confidence).sorted().toArray();
        double sum = 0;
        for (double p : confidences) {
            sum += p;
        }
        double bits = 0;
        for (double p : confidences) {
            double q = sum > 0 ? p / sum : 0;
            bits -= q > 0 ? q * Math.log(q) / LOG_2 : 0;
        }
        return Math.max(0, bits);
    }

    @Override
    public double highest(Aggregation aggregation) {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public boolean ranksByDistanceFromHalf() {
        return false;
    }
}
