package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.util.List;

/**
 * {@code margin}: how near the two best guesses lie. Between what is an option, since published tools differ:
 *
 * <ul>
 *   <li>{@code object}: between there being an object and there being none, {@code 1 - |p - (1 - p)|} for each box,
 *       aggregated over boxes; YOLO's confidences are one Bernoulli a class, no distribution over classes;
 *   <li>{@code boxes}: between the two surest boxes, {@code 1 - (p1 - p2)}, and 1 where there are fewer than two: common
 *       YOLO practice. The aggregation has no part in it.
 * </ul>
 *
 * In [0, 1], but for {@code object} with {@code sum}, which has no end.
 */
public record Margin(Between between) implements Uncertainty {

    /** What the margin lies between. */
    public enum Between {
        OBJECT,
        BOXES
    }

    @Override
    public String name() {
        return "margin";
    }

    @Override
    public double score(List<ScoredBox> boxes, Aggregation aggregation) {
        if (between == Between.OBJECT) {
            return aggregation.of(boxes.stream()
                    .mapToDouble(box -> 1 - Math.abs(2 * box.confidence() - 1))
                    .toArray());
        }
        if (boxes.size() < 2) {
            return 1;
        }
        double first = -1;
        double second = -1;
        for (ScoredBox box : boxes) {
            if (box.confidence() > first) {
                second = first;
                first = box.confidence();
            } else if (box.confidence() > second) {
                second = box.confidence();
            }
        }
        return 1 - (first - second);
    }

    @Override
    public double highest(Aggregation aggregation) {
        return between == Between.OBJECT && aggregation.kind() == Aggregation.Kind.SUM ? Double.POSITIVE_INFINITY : 1;
    }
}
