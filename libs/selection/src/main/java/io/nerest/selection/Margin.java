package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.util.List;

/**
 * {@code margin}: how close the two best alternatives are. Published tools differ in what they compare, so it is a setting:
 *
 * <ul>
 *   <li>{@code object}: an object against none, {@code 1 - |p - (1 - p)|} for each box, aggregated over boxes. YOLO's
 *       confidences are one Bernoulli variable per class, not a distribution over classes;
 *   <li>{@code boxes}: the two most confident boxes, {@code 1 - (p1 - p2)}, and 1 if there are fewer than two: common
 *       YOLO practice. The aggregation is ignored.
 * </ul>
 *
 * In [0, 1]; {@code object} with {@code sum} in [0, inf).
 */
public record Margin(Between between) implements Uncertainty {

    static final Setting<Between> BETWEEN = Setting.choice(
            "between",
            Between.class,
            Between.OBJECT,
            "of margin: object compares an object with none, boxes the two most confident boxes");

    /** What is compared. */
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

    @Override
    public boolean ranksByDistanceFromHalf() {
        return between == Between.OBJECT;
    }
}
