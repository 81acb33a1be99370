package io.nerest.cli.fewlabels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Means over cameras and seeds by number of labels, and the differences between the ways of training with 95 % intervals.
 * Intervals are from a bootstrap over the pairs of a camera and a seed (Efron and Tibshirani 1993): the base, the labelled
 * frames, the validation and test frames of a pair are equal.
 */
final class FewLabelsTable {
    private static final int DRAWS = 2000;

    private final List<FewLabelsRow> rows;

    FewLabelsTable(List<FewLabelsRow> rows) {
        this.rows = List.copyOf(rows);
    }

    /**
     * A mean difference.
     *
     * @param low lower end of the 95 % interval
     * @param high upper end
     */
    record Gain(int pairs, double mean, double low, double high) {}

    /** Returns lines with the means and the gains. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%7s %6s %9s %11s %10s   %-34s %s%n",
                "labels",
                "pairs",
                "base",
                "reference",
                "finetune",
                "finetune - base [95 %]",
                "finetune - reference [95 %]"));
        for (int labels : rows.stream()
                .mapToInt(FewLabelsRow::labels)
                .filter(n -> n > 0)
                .distinct()
                .sorted()
                .toArray()) {
            Gain overBase = gain(labels, FewLabelsRow.BASE);
            Gain overReference = gain(labels, FewLabelsRow.REFERENCE);
            text.append(String.format(
                    Locale.ROOT,
                    "%7d %6d %9.4f %11.4f %10.4f   %-34s %s%n",
                    labels,
                    overBase.pairs,
                    mean(labels, FewLabelsRow.BASE),
                    mean(labels, FewLabelsRow.REFERENCE),
                    mean(labels, FewLabelsRow.FINETUNE),
                    text(overBase),
                    text(overReference)));
        }
        return text.toString();
    }

    /** Returns the gain in mAP50 of the fine-tuning over another arm at a number of labels. */
    Gain gain(int labels, String over) {
        List<Double> differences = new ArrayList<>();
        for (FewLabelsRow row : rows) {
            if (row.labels() == labels && row.arm().equals(FewLabelsRow.FINETUNE)) {
                partner(row, over).ifPresent(other -> differences.add(row.map50() - other.map50()));
            }
        }
        double[] values = differences.stream().mapToDouble(Double::doubleValue).toArray();
        if (values.length == 0) {
            return new Gain(0, Double.NaN, Double.NaN, Double.NaN);
        }
        SplittableRandom random = new SplittableRandom(1);
        double[] means = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[random.nextInt(values.length)];
            }
            means[draw] = sum / values.length;
        }
        Arrays.sort(means);
        return new Gain(
                values.length,
                DoubleStream.of(values).average().orElseThrow(),
                means[(int) (.025 * (DRAWS - 1))],
                means[(int) (.975 * (DRAWS - 1))]);
    }

    /** The base has one row per camera, with no labels. */
    private Optional<FewLabelsRow> partner(FewLabelsRow row, String arm) {
        return rows.stream()
                .filter(other -> other.arm().equals(arm) && other.camera().equals(row.camera()))
                .filter(other ->
                        arm.equals(FewLabelsRow.BASE) || (other.labels() == row.labels() && other.seed() == row.seed()))
                .findFirst();
    }

    private double mean(int labels, String arm) {
        ToDoubleFunction<FewLabelsRow> value = row -> row.arm().equals(arm)
                ? row.map50()
                : partner(row, arm).map(FewLabelsRow::map50).orElse(Double.NaN);
        return rows.stream()
                .filter(row -> row.labels() == labels && row.arm().equals(FewLabelsRow.FINETUNE))
                .collect(Collectors.averagingDouble(value));
    }

    private static String text(Gain gain) {
        return String.format(Locale.ROOT, "%+.4f [%+.4f, %+.4f]", gain.mean, gain.low, gain.high);
    }
}
