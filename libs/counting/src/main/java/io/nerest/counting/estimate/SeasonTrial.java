package io.nerest.counting.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Draws and estimates in a season with known truth. */
public final class SeasonTrial {
    private static final double LEVEL = 0.95;
    private static final double NORMAL_QUANTILE = 1.959964;
    private static final double UNIFORM_OF_DISCOUNT = 0.1;

    private final SimulatedSeason season;
    private final Random random;

    /** How units are drawn, and how the total is estimated. */
    public enum Method {
        /** The sampling {@code count} with the tuned power. */
        COUNT,
        /** In proportion to the detector's counts, with a tenth of all draws uniform; power 0. */
        DISCOUNT,
        /** Uniform draws with the tuned power. */
        PPI,
        /** Uniform draws, people's counts alone. */
        PLAIN
    }

    public SeasonTrial(SimulatedSeason season, long seed) {
        this.season = season;
        this.random = new Random(seed);
    }

    /**
     * Draws and estimates.
     *
     * @param draws in total, at least {@link CountEstimator#LEAST_LABELS}
     * @param rounds in which they are drawn; the sampling {@code count} learns from earlier ones
     */
    public TrialResult run(Method method, int draws, int rounds) {
        SeasonUnits units = season.units();
        List<LabelledDraw> labelled = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (int round = 0; round < rounds; round++) {
            double[] probabilities = probabilities(method, labelled);
            int wanted = (round + 1) * draws / rounds - labelled.size();
            for (int unit : CountSampling.draw(probabilities, wanted, random)) {
                labelled.add(new LabelledDraw(unit, probabilities[unit], season.truth()[unit]));
                seen.add(unit);
            }
        }
        boolean tuned = method == Method.COUNT || method == Method.PPI;
        double power = tuned ? CountEstimator.power(units, labelled) : 0;
        CountEstimate estimate = CountEstimator.total(units, labelled, unit -> true, power, LEVEL);
        double truth = season.total();
        return new TrialResult(
                estimate.covers(truth),
                estimate.width() / 2 / truth,
                (estimate.value() - truth) / truth,
                seen.size(),
                plainLabels(estimate.width() / 2));
    }

    private double[] probabilities(Method method, List<LabelledDraw> labelled) {
        SeasonUnits units = season.units();
        if (method == Method.COUNT) {
            return CountSampling.probabilities(units, labelled);
        }
        double[] probabilities = new double[units.size()];
        Arrays.fill(probabilities, 1.0 / units.size());
        if (method == Method.DISCOUNT && units.total() > 0) {
            for (int i = 0; i < probabilities.length; i++) {
                probabilities[i] =
                        UNIFORM_OF_DISCOUNT / units.size() + (1 - UNIFORM_OF_DISCOUNT) * units.count(i) / units.total();
            }
        }
        return probabilities;
    }

    /** The size of a simple random sample without replacement whose interval has this half width. */
    private double plainLabels(double half) {
        int size = season.units().size();
        double mean = (double) season.total() / size;
        double squares = 0;
        for (int fish : season.truth()) {
            squares += (fish - mean) * (fish - mean);
        }
        double variance = squares / (size - 1);
        double wanted = Math.pow(half / NORMAL_QUANTILE / size, 2);
        return 1 / (wanted / variance + 1.0 / size);
    }
}
