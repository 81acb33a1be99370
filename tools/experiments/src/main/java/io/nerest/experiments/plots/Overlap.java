package io.nerest.experiments.plots;

import io.nerest.experiments.result.ArmKind;
import io.nerest.experiments.result.ArmResult;
import io.nerest.experiments.result.ChosenFrame;
import io.nerest.experiments.result.RoundResult;
import io.nerest.experiments.result.SeedResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How far arms select the same frames for annotators: the Jaccard index (Jaccard 1901), frames that both selected over
 * frames that either selected, in [0, 1], over all rounds after the initial one, per seed, averaged over common seeds.
 *
 * @param arms those with a strategy
 * @param shares [arm][arm], symmetric, 1 on the diagonal; NaN if two arms have no common seed
 * @param byChance the index of two random draws of the mean number of selected frames from the pool
 */
@SuppressWarnings("ArrayRecordComponent")
public record Overlap(List<String> arms, double[][] shares, double byChance) {

    /** Computes the overlap of the arms of an experiment. */
    public static Overlap of(List<ArmResult> arms, int pool) {
        List<ArmResult> choosing = arms.stream()
                .filter(arm -> arm.kind() == ArmKind.ACTIVE || arm.kind() == ArmKind.ACTIVE_CURRICULUM)
                .filter(arm ->
                        arm.seeds().stream().anyMatch(seed -> !chosen(seed).isEmpty()))
                .toList();
        double[][] shares = new double[choosing.size()][choosing.size()];
        for (int a = 0; a < choosing.size(); a++) {
            for (int b = 0; b <= a; b++) {
                shares[a][b] = meanJaccard(choosing.get(a), choosing.get(b));
                shares[b][a] = shares[a][b];
            }
        }
        double mean = choosing.stream()
                .flatMap(arm -> arm.seeds().stream())
                .mapToInt(seed -> chosen(seed).size())
                .average()
                .orElse(0);
        return new Overlap(choosing.stream().map(ArmResult::name).toList(), shares, byChance(mean, pool));
    }

    /** Returns the Jaccard index of two sets; 1 if both are empty. */
    static double jaccard(Set<String> a, Set<String> b) {
        Set<String> both = new HashSet<>(a);
        both.retainAll(b);
        int either = a.size() + b.size() - both.size();
        return either == 0 ? 1 : both.size() / (double) either;
    }

    /** Two draws of n out of N share n * n / N frames on average. */
    private static double byChance(double n, int pool) {
        double both = pool == 0 ? 0 : n * n / pool;
        return n == 0 ? 0 : both / (2 * n - both);
    }

    private static double meanJaccard(ArmResult a, ArmResult b) {
        List<Double> values = new ArrayList<>();
        for (SeedResult seed : a.seeds()) {
            Optional<SeedResult> other =
                    b.seeds().stream().filter(s -> s.seed() == seed.seed()).findFirst();
            other.ifPresent(s -> values.add(jaccard(chosen(seed), chosen(s))));
        }
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    private static Set<String> chosen(SeedResult seed) {
        Set<String> frames = new HashSet<>();
        for (RoundResult round : seed.rounds()) {
            if (round.round() > 0) {
                round.chosen().stream().map(ChosenFrame::frame).forEach(frames::add);
            }
        }
        return frames;
    }
}
