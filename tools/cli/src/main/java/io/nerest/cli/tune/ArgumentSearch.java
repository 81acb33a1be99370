package io.nerest.cli.tune;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Chooses the arguments of trials. The choice depends on the seed, the trial's number and the earlier trials alone, so that a
 * resumed search equals an uninterrupted one.
 *
 * <p>The evolution starts with the given arguments. Then it draws one of the five best trials, with a probability
 * proportional to its fitness, and changes each argument with a probability of 0.8 by a normally distributed step of a fifth
 * of its range.
 *
 * @param start values of the first trial
 */
record ArgumentSearch(SearchSpace space, SearchMethod method, long seed, Map<String, Double> start) {
    private static final int PARENTS = 5;
    private static final double CHANGED = 0.8;
    private static final double STEP = 0.2;

    /** Odd, so that neighbouring trials have unrelated seeds. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Returns the values of the trial after these. */
    Map<String, Double> next(List<Trial> done) {
        int number = done.size() + 1;
        SplittableRandom random = new SplittableRandom(seed + SPREAD * number);
        if (method == SearchMethod.EVOLUTION && done.isEmpty()) {
            return rounded(start);
        }
        Map<String, Double> parent =
                method == SearchMethod.EVOLUTION ? parent(done, random).values() : Map.of();
        Map<String, Double> values = new LinkedHashMap<>();
        for (SearchRange range : space.ranges()) {
            Double inherited = parent.get(range.argument());
            values.put(
                    range.argument(),
                    inherited == null ? range.at(random.nextDouble()) : changed(range, inherited, random));
        }
        return rounded(values);
    }

    private static double changed(SearchRange range, double value, SplittableRandom random) {
        double step = random.nextGaussian() * STEP;
        return random.nextDouble() < CHANGED ? range.at(range.shareOf(value) + step) : value;
    }

    private static Trial parent(List<Trial> done, SplittableRandom random) {
        List<Trial> best = done.stream()
                .sorted(Comparator.comparingDouble(Trial::fitness).reversed().thenComparing(Trial::number))
                .limit(PARENTS)
                .toList();
        double sum = best.stream().mapToDouble(ArgumentSearch::weight).sum();
        double drawn = random.nextDouble() * sum;
        for (Trial trial : best) {
            drawn -= weight(trial);
            if (drawn < 0) {
                return trial;
            }
        }
        return best.get(best.size() - 1);
    }

    /** Trials that detect nothing have a chance too. */
    private static double weight(Trial trial) {
        return trial.fitness() + 1e-6;
    }

    /** Five significant digits, so that the table holds exactly what was trained with. */
    private static Map<String, Double> rounded(Map<String, Double> values) {
        Map<String, Double> rounded = new LinkedHashMap<>();
        values.forEach((name, value) -> rounded.put(name, Double.parseDouble(TrialTable.text(value))));
        return rounded;
    }
}
