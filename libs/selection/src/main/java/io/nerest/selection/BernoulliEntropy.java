package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.util.List;

/**
 * {@code entropy}: the entropy of each box as a Bernoulli variable, in bits, {@code -p log2 p - (1 - p) log2 (1 - p)},
 * aggregated over boxes (Shannon 1948). YOLO's confidences are not a distribution over classes. In [0, 1]; with
 * {@code sum} in [0, inf).
 */
public record BernoulliEntropy() implements Uncertainty {

    private static final double LOG_2 = Math.log(2);

    @Override
    public String name() {
        return "entropy";
    }

    @Override
    public double score(List<ScoredBox> boxes, Aggregation aggregation) {
        return aggregation.of(
                boxes.stream().mapToDouble(box -> bits(box.confidence())).toArray());
    }

    @Override
    public double highest(Aggregation aggregation) {
        return aggregation.kind() == Aggregation.Kind.SUM ? Double.POSITIVE_INFINITY : 1;
    }

    static double bits(double p) {
        return part(p) + part(1 - p);
    }

    private static double part(double p) {
        return p <= 0 ? 0 : -p * Math.log(p) / LOG_2;
    }

    @Override
    public boolean ranksByDistanceFromHalf() {
        return true;
    }
}
