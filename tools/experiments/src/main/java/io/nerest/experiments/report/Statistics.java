package io.nerest.experiments.report;

import io.nerest.experiments.result.PairedTest;
import io.nerest.experiments.result.Spread;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.hipparchus.stat.descriptive.StreamingStatistics;
import org.hipparchus.stat.inference.TTest;

/** Statistics over rounds and seeds. */
final class Statistics {
    private Statistics() {}

    /** A point of a curve: labels, and the metric of the model trained on them. */
    record Point(double labels, double value) {}

    static Spread spread(List<Double> values) {
        StreamingStatistics statistics = new StreamingStatistics();
        values.forEach(statistics::addValue);
        return new Spread(
                statistics.getMean(), values.size() > 1 ? statistics.getStandardDeviation() : 0, values.size());
    }

    /** Returns the area under straight lines between the points, divided by the range of labels: the curve's mean. */
    static OptionalDouble area(List<Point> curve) {
        if (curve.size() < 2) {
            return OptionalDouble.empty();
        }
        double range = curve.get(curve.size() - 1).labels() - curve.get(0).labels();
        if (!(range > 0)) {
            return OptionalDouble.empty();
        }
        double area = 0;
        for (int i = 1; i < curve.size(); i++) {
            double width = curve.get(i).labels() - curve.get(i - 1).labels();
            area += width * (curve.get(i).value() + curve.get(i - 1).value()) / 2;
        }
        return OptionalDouble.of(area / range);
    }

    /** Returns the labels at which straight lines between the points first reach a value; empty if they do not. */
    static OptionalDouble labelsFor(double value, List<Point> curve) {
        for (int i = 0; i < curve.size(); i++) {
            Point here = curve.get(i);
            if (here.value() >= value) {
                if (i == 0) {
                    return OptionalDouble.of(here.labels());
                }
                Point before = curve.get(i - 1);
                double share = (value - before.value()) / (here.value() - before.value());
                return OptionalDouble.of(before.labels() + share * (here.labels() - before.labels()));
            }
        }
        return OptionalDouble.empty();
    }

    /**
     * Computes the two-sided paired t test with one pair per seed, since the initial set is the same for both. It assumes
     * normal differences. Rounds of one seed are not independent, since each contains the labels of the round before.
     *
     * @param ours at least two values, by seed
     * @param theirs of the same seeds, in the same order
     */
    static PairedTest paired(String against, List<Double> ours, List<Double> theirs) {
        double[] differences = new double[ours.size()];
        Arrays.setAll(differences, i -> ours.get(i) - theirs.get(i));
        boolean alike = Arrays.stream(differences).allMatch(difference -> difference == differences[0]);
        double p = alike ? (differences[0] == 0 ? 1 : 0) : new TTest().tTest(0, differences);
        return new PairedTest(
                against,
                Arrays.stream(differences).average().orElse(0),
                p,
                (int) Arrays.stream(differences)
                        .filter(difference -> difference > 0)
                        .count(),
                differences.length);
    }
}
