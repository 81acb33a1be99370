package io.nerest.experiments.plots;

import io.nerest.experiments.plots.BandChart.Point;
import io.nerest.experiments.result.ArmKind;
import io.nerest.experiments.result.ArmResult;
import io.nerest.experiments.result.ArmSummary;
import io.nerest.experiments.result.ExperimentResult;
import io.nerest.experiments.result.RoundSummary;
import io.nerest.experiments.result.SeedResult;
import io.nerest.experiments.result.Spread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A metric of all arms over labels or epochs. */
final class LearningCurves {
    private final ExperimentResult result;
    private final RunCurves runs;
    private final ArmColours colours;
    private final Map<String, ArmSummary> summaries = new HashMap<>();

    LearningCurves(ExperimentResult result, RunCurves runs) {
        this.result = result;
        this.runs = runs;
        this.colours = new ArmColours(result.arms());
        result.summary().forEach(summary -> summaries.put(summary.arm(), summary));
    }

    /** Draws a metric over labels: a line per arm, {@code fixed} as a point, {@code full} as a level. */
    BandChart byLabels(String metric, Function<RoundSummary, Spread> values) {
        BandChart chart = new BandChart(metric + " by labels" + spread(), "frames labelled by annotators", metric);
        for (ArmResult arm : result.arms()) {
            List<RoundSummary> rounds = rounds(arm);
            if (rounds.isEmpty()) {
                continue;
            }
            RoundSummary last = rounds.get(rounds.size() - 1);
            double mean = values.apply(last).mean();
            if (arm.kind() == ArmKind.FULL) {
                chart.level(
                        String.format(Locale.ROOT, "%s, %.0f labels  %.3f", arm.name(), last.labels(), mean),
                        mean,
                        colours.of(arm.name()));
            } else {
                chart.line(
                        legend(arm.name(), mean), points(rounds, RoundSummary::labels, values), colours.of(arm.name()));
            }
        }
        return chart;
    }

    /**
     * Draws a metric over all epochs trained, active and fixed training on the same axes: a point for every epoch that was
     * validated. Where only the last epoch of a training was, an arm has a point at the end of each round.
     *
     * @param column of {@code results.csv} that holds the metric
     */
    BandChart byEpochs(String metric, Function<RoundSummary, Spread> values, String column) {
        BandChart chart =
                new BandChart(metric + " by total epochs" + spread(), "epochs trained, all rounds together", metric);
        for (ArmResult arm : result.arms()) {
            List<RoundSummary> rounds = rounds(arm);
            if (rounds.isEmpty()) {
                continue;
            }
            String name = legend(
                    arm.name(), values.apply(rounds.get(rounds.size() - 1)).mean());
            List<Point> epochs = runs.meanOfAll(arm, column);
            if (epochs.size() > rounds.size()) {
                chart.smoothLine(name, epochs, colours.of(arm.name()));
            } else if (arm.kind() == ArmKind.FULL) {
                chart.level(name, values.apply(rounds.get(0)).mean(), colours.of(arm.name()));
            } else {
                chart.line(name, points(rounds, RoundSummary::epochs, values), colours.of(arm.name()));
            }
        }
        return chart;
    }

    /** Draws a loss of the last round's training by epoch, averaged over seeds. */
    BandChart loss(String title, String column) {
        BandChart chart = new BandChart(title, "epoch of the last round", "loss");
        for (ArmResult arm : result.arms()) {
            chart.smoothLine(
                    arm.name(),
                    runs.meanOfLast(arm, column).stream()
                            .map(point -> new Point(point.x(), point.mean(), 0))
                            .toList(),
                    colours.of(arm.name()));
        }
        return chart;
    }

    /** Draws a loss over all epochs of all rounds, averaged over seeds. */
    BandChart lossByEpochs(String title, String column) {
        BandChart chart = new BandChart(title, "epochs trained, all rounds together", "loss");
        for (ArmResult arm : result.arms()) {
            chart.smoothLine(
                    arm.name(),
                    runs.meanOfAll(arm, column).stream()
                            .map(point -> new Point(point.x(), point.mean(), 0))
                            .toList(),
                    colours.of(arm.name()));
        }
        return chart;
    }

    private List<RoundSummary> rounds(ArmResult arm) {
        return Optional.ofNullable(summaries.get(arm.name()))
                .map(ArmSummary::rounds)
                .orElse(List.of());
    }

    private static List<Point> points(
            List<RoundSummary> rounds, Function<RoundSummary, Double> x, Function<RoundSummary, Spread> values) {
        List<Point> points = new ArrayList<>();
        for (RoundSummary round : rounds) {
            Spread spread = values.apply(round);
            points.add(new Point(x.apply(round), spread.mean(), spread.sd()));
        }
        return points;
    }

    private static String legend(String arm, double last) {
        return String.format(Locale.ROOT, "%s  %.3f", arm, last);
    }

    private String spread() {
        long seeds = result.arms().stream()
                .map(ArmResult::seeds)
                .flatMap(List::stream)
                .map(SeedResult::seed)
                .distinct()
                .count();
        return seeds > 1 ? ", %d seeds".formatted(seeds) : ", one seed";
    }
}
