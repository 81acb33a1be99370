package io.nerest.counting.estimate;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;

/**
 * The sampling {@code count}: which units to label next, so that the interval of the season's total becomes narrowest.
 * Draws with replacement, in proportion to the expected size of the detector's error; the best probabilities for an
 * importance-weighted total (DISCount: Perez, Maji and Sheldon, AAAI 2024, arXiv 2306.03151; with a difference estimator:
 * Zrnic and Candès, ICML 2024, arXiv 2403.03208). Before there are labels the squared error is taken to be proportional to
 * the detector's count, with a share for the counts of neighbours in time; then it is fitted to the labels. Half of
 * all draws are uniform, which bounds the weights of units on which the detector is surely right (defensive mixture:
 * Hesterberg, Technometrics 1995).
 */
public final class CountSampling {
    private static final double UNIFORM_SHARE = 0.5;

    private CountSampling() {}

    /**
     * Returns the probability of each unit in a single draw.
     *
     * @param labelled draws of earlier rounds, each with its own probability
     */
    public static double[] probabilities(SeasonUnits units, List<LabelledDraw> labelled) {
        double power = labelled.isEmpty() ? 1 : CountEstimator.power(units, labelled);
        ErrorModel model = ErrorModel.fit(units, labelled, power);
        double[] weights = new double[units.size()];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.sqrt(model.squaredError(units, i));
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] = UNIFORM_SHARE / weights.length + (1 - UNIFORM_SHARE) * weights[i] / sum;
        }
        return weights;
    }

    /**
     * Restricts a draw to some units. In an estimate the others count with what the detector counted.
     *
     * @param probabilities of each unit
     * @param drawable which units can be drawn, by index; at least one
     * @return the probability of each unit in a single draw among these, 0 of the others
     */
    public static double[] among(double[] probabilities, IntPredicate drawable) {
        double[] among = new double[probabilities.length];
        double sum = 0;
        for (int i = 0; i < among.length; i++) {
            among[i] = drawable.test(i) ? probabilities[i] : 0;
            sum += among[i];
        }
        if (sum <= 0) {
            throw new IllegalArgumentException("no unit can be drawn");
        }
        for (int i = 0; i < among.length; i++) {
            among[i] /= sum;
        }
        return among;
    }

    /**
     * Draws units with replacement.
     *
     * @param probabilities of each unit, with the sum 1
     * @return indices of the drawn units in the order of the draws
     */
    public static int[] draw(double[] probabilities, int draws, Random random) {
        double[] cumulative = new double[probabilities.length];
        double sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            sum += probabilities[i];
            cumulative[i] = sum;
        }
        int[] drawn = new int[draws];
        for (int i = 0; i < draws; i++) {
            int place = Arrays.binarySearch(cumulative, random.nextDouble() * sum);
            int unit = Math.min(place >= 0 ? place : -place - 1, cumulative.length - 1);
            // A number that meets a boundary may meet that of a unit which cannot be drawn.
            while (probabilities[unit] == 0 && unit < cumulative.length - 1) {
                unit++;
            }
            drawn[i] = unit;
        }
        return drawn;
    }
}
