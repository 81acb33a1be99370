package io.nerest.selection;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the scores of a frame's boxes become the frame's score.
 *
 * @param kind how
 * @param k for {@link Kind#TOP_K_MEAN}: how many of the highest are averaged, at least 1
 */
public record Aggregation(Kind kind, int k) {

    public static final Aggregation MAX = new Aggregation(Kind.MAX, 1);
    public static final Aggregation MEAN = new Aggregation(Kind.MEAN, 1);
    public static final Aggregation SUM = new Aggregation(Kind.SUM, 1);
    private static final Pattern TOP_K = Pattern.compile("top-(\\d{1,6})[ -]mean");

    /** How scores are aggregated. */
    public enum Kind {
        MAX,
        MEAN,
        SUM,
        TOP_K_MEAN
    }

    public Aggregation {
        if (k < 1) {
            throw new InvalidSelectionException(
                    "setting 'aggregation' is 'top-" + k + "-mean', but k must be at least 1");
        }
    }

    public static Aggregation topMean(int k) {
        return new Aggregation(Kind.TOP_K_MEAN, k);
    }

    /** Reads {@code max}, {@code mean}, {@code sum} or, say, {@code top-3-mean}. */
    public static Aggregation parse(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        Matcher top = TOP_K.matcher(name);
        if (top.matches()) {
            return topMean(Integer.parseInt(top.group(1)));
        }
        return switch (name) {
            case "max" -> MAX;
            case "mean" -> MEAN;
            case "sum" -> SUM;
            default ->
                throw new InvalidSelectionException("setting 'aggregation' is '" + text
                        + "', but must be max, mean, sum, or top-K-mean such as top-3-mean");
        };
    }

    /** Returns the frame's score. {@code values} has at least one element and is not modified. */
    double of(double[] values) {
        return switch (kind) {
            case MAX -> highest(values);
            case MEAN -> Arrays.stream(values).average().orElseThrow();
            case SUM -> Arrays.stream(values).sum();
            case TOP_K_MEAN -> {
                double[] sorted = values.clone();
                Arrays.sort(sorted);
                yield Arrays.stream(sorted, Math.max(0, sorted.length - k), sorted.length)
                        .average()
                        .orElseThrow();
            }
        };
    }

    /** A loop: with a stream per frame, this would dominate a selection from a million frames. */
    private static double highest(double[] values) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            highest = Math.max(highest, value);
        }
        return highest;
    }

    @Override
    public String toString() {
        return kind == Kind.TOP_K_MEAN ? "top-" + k + "-mean" : kind.name().toLowerCase(Locale.ROOT);
    }
}
