package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.util.List;

/**
 * {@code least-confidence}: one minus the aggregated confidence. {@code max} gives {@code 1 - max(p)}, common YOLO
 * practice; {@code mean} gives {@code 1 - mean(p)}, as Lightly does; {@code top-K-mean} lies between; {@code sum} is
 * {@code sum(1 - p)}, which prefers many uncertain boxes. In [0, 1]; with {@code sum} in [0, inf).
 *
 * <p>Here a confidence of 0.1 is more uncertain than 0.5; for {@link Margin} and {@link BernoulliEntropy} 0.5 is the most
 * uncertain.
 */
public record LeastConfidence() implements Uncertainty {

    @Override
    public String name() {
        return "least-confidence";
    }

    @Override
    public double score(List<ScoredBox> boxes, Aggregation aggregation) {
        if (aggregation.kind() == Aggregation.Kind.SUM) {
            return boxes.stream().mapToDouble(box -> 1 - box.confidence()).sum();
        }
        return 1
                - aggregation.of(
                        boxes.stream().mapToDouble(ScoredBox::confidence).toArray());
    }

    @Override
    public double highest(Aggregation aggregation) {
        return aggregation.kind() == Aggregation.Kind.SUM ? Double.POSITIVE_INFINITY : 1;
    }

    @Override
    public boolean ranksByDistanceFromHalf() {
        return false;
    }
}
