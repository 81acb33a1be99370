package io.nerest.experiments.report;

import io.nerest.experiments.arms.Arm;
import io.nerest.experiments.report.Statistics.Point;
import io.nerest.experiments.result.ArmKind;
import io.nerest.experiments.result.ArmResult;
import io.nerest.experiments.result.ArmSummary;
import io.nerest.experiments.result.PairedTest;
import io.nerest.experiments.result.RoundMetrics;
import io.nerest.experiments.result.RoundResult;
import io.nerest.experiments.result.RoundSummary;
import io.nerest.experiments.result.SeedResult;
import io.nerest.experiments.result.Spread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Summarises arms over their seeds. */
public final class Summaries {
    private final List<Arm> arms;
    private final Map<String, ArmResult> results = new LinkedHashMap<>();
    private final Map<String, List<RoundSummary>> rounds = new HashMap<>();

    private Summaries(List<Arm> arms, List<ArmResult> results) {
        this.arms = arms;
        results.forEach(result -> {
            this.results.put(result.name(), result);
            rounds.put(result.name(), rounds(result));
        });
    }

    /**
     * Returns one summary per arm.
     *
     * @param arms of the plan, which tell the arms that select the same frames by construction
     * @param results of the same arms
     */
    public static List<ArmSummary> of(List<Arm> arms, List<ArmResult> results) {
        Summaries summaries = new Summaries(arms, results);
        return results.stream().map(summaries::summary).toList();
    }

    private ArmSummary summary(ArmResult result) {
        List<RoundSummary> own = rounds.getOrDefault(result.name(), List.of());
        List<Point> curve = curve(own);
        boolean asks = result.kind() == ArmKind.ACTIVE || result.kind() == ArmKind.ACTIVE_CURRICULUM;
        List<Double> areas = new ArrayList<>(areas(result).values());
        OptionalDouble full = last("full");
        OptionalDouble random = result.name().equals(Arm.RANDOM) ? OptionalDouble.empty() : last(Arm.RANDOM);
        OptionalDouble reached = last(result.name());
        return new ArmSummary(
                result.name(),
                own,
                areas.isEmpty() ? null : Statistics.spread(areas),
                asks && full.isPresent() ? orNull(Statistics.labelsFor(0.9 * full.getAsDouble(), curve)) : null,
                asks && full.isPresent() ? orNull(Statistics.labelsFor(0.95 * full.getAsDouble(), curve)) : null,
                asks && random.isPresent() && reached.isPresent() && random.getAsDouble() > 0
                        ? reached.getAsDouble() / random.getAsDouble()
                        : null,
                asks && random.isPresent() ? orNull(Statistics.labelsFor(random.getAsDouble(), curve)) : null,
                timesSupervised(result, own),
                test(result),
                ranksLike(result.name()));
    }

    private static @Nullable Double timesSupervised(ArmResult result, List<RoundSummary> own) {
        if (result.kind() != ArmKind.CURRICULUM
                || own.size() < 2
                || !(own.get(0).map50().mean() > 0)) {
            return null;
        }
        return own.get(own.size() - 1).map50().mean() / own.get(0).map50().mean();
    }

    private @Nullable PairedTest test(ArmResult result) {
        Optional<ArmResult> random = Optional.ofNullable(results.get(Arm.RANDOM));
        if (random.isEmpty() || result.name().equals(Arm.RANDOM)) {
            return null;
        }
        Map<Long, Double> ours = areas(result);
        Map<Long, Double> theirs = areas(random.get());
        List<Long> common = ours.keySet().stream().filter(theirs::containsKey).toList();
        if (common.size() < 2) {
            return null;
        }
        return Statistics.paired(
                Arm.RANDOM,
                common.stream().map(seed -> ours.getOrDefault(seed, 0.0)).toList(),
                common.stream().map(seed -> theirs.getOrDefault(seed, 0.0)).toList());
    }

    /** Returns the areas by seed; none for arms whose labels do not grow. */
    private static Map<Long, Double> areas(ArmResult result) {
        Map<Long, Double> areas = new LinkedHashMap<>();
        for (SeedResult seed : result.seeds()) {
            Statistics.area(seed.rounds().stream()
                            .map(round ->
                                    new Point(round.labels(), round.metrics().map50()))
                            .toList())
                    .ifPresent(area -> areas.put(seed.seed(), area));
        }
        return areas;
    }

    private List<String> ranksLike(String name) {
        Optional<Arm> arm = arms.stream().filter(one -> one.name().equals(name)).findAny();
        return arms.stream()
                .filter(other -> !other.name().equals(name)
                        && arm.map(one -> one.ranksLike(other)).orElse(false))
                .map(Arm::name)
                .toList();
    }

    private OptionalDouble last(String name) {
        List<RoundSummary> own = rounds.getOrDefault(name, List.of());
        return own.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(own.get(own.size() - 1).map50().mean());
    }

    private static List<Point> curve(List<RoundSummary> rounds) {
        return rounds.stream()
                .map(round -> new Point(round.labels(), round.map50().mean()))
                .toList();
    }

    /** The rounds that all seeds have. */
    private static List<RoundSummary> rounds(ArmResult result) {
        int common = result.seeds().stream()
                .mapToInt(seed -> seed.rounds().size())
                .min()
                .orElse(0);
        List<RoundSummary> summaries = new ArrayList<>();
        for (int i = 0; i < common; i++) {
            int index = i;
            List<RoundResult> ofSeeds = result.seeds().stream()
                    .map(seed -> seed.rounds().get(index))
                    .toList();
            summaries.add(new RoundSummary(
                    ofSeeds.get(0).round(),
                    mean(ofSeeds, RoundResult::labels),
                    mean(ofSeeds, RoundResult::pseudoLabels),
                    mean(ofSeeds, RoundResult::epochs),
                    Statistics.spread(values(ofSeeds, RoundMetrics::map50)),
                    Statistics.spread(values(ofSeeds, RoundMetrics::map50To95)),
                    Statistics.spread(values(ofSeeds, RoundMetrics::precision)),
                    Statistics.spread(values(ofSeeds, RoundMetrics::recall)),
                    measured(ofSeeds, RoundMetrics::streamMap50),
                    measured(ofSeeds, RoundMetrics::streamMap50To95),
                    Statistics.spread(values(ofSeeds, RoundMetrics::f1))));
        }
        return summaries;
    }

    private static double mean(List<RoundResult> rounds, ToDoubleFunction<RoundResult> figure) {
        return rounds.stream().mapToDouble(figure).average().orElse(0);
    }

    private static List<Double> values(List<RoundResult> rounds, ToDoubleFunction<RoundMetrics> figure) {
        return rounds.stream()
                .map(round -> figure.applyAsDouble(round.metrics()))
                .toList();
    }

    /** Returns the spread of a figure that every seed has, or null. */
    private static @Nullable Spread measured(
            List<RoundResult> rounds, Function<RoundMetrics, @Nullable Double> figure) {
        List<Double> values = rounds.stream()
                .map(round -> Optional.ofNullable(figure.apply(round.metrics())))
                .flatMap(Optional::stream)
                .toList();
        return values.size() == rounds.size() ? Statistics.spread(values) : null;
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
