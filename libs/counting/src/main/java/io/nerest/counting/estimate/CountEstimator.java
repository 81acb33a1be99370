package io.nerest.counting.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Estimates the number of fish in a season, or in a part of it, from the detector's counts on all units and people's
 * counts on drawn ones: {@code power * sum of g + mean of (f - power * g) / q} over the draws, where g is the detector's
 * count, f the person's and q the probability of the draw. It is unbiased for any fixed power whatever the detector is
 * worth. With power 0 it is DISCount's importance-weighted estimate (Perez, Maji and Sheldon, AAAI 2024), with equal
 * probabilities the PPI++ estimate of a mean (Angelopoulos, Duchi and Zrnic 2023, arXiv 2311.01453), whose tuned power
 * minimises the estimated variance. The interval is Student's, with degrees of freedom by the
 * kurtosis of the errors. Its variance is the larger of two: that of the draws, corrected
 * for the tuned power, and that of the fitted error model. Most draws find no error and a few find a large one; where none of
 * the few was drawn, the first alone is far too small.
 */
public final class CountEstimator {
    /** Fewer labels in a part of the season give no interval: Student's would be too short for so skewed values. */
    public static final int LEAST_LABELS = 10;

    private static final double MOST_LEVERAGE = 0.5;
    private static final double LEAST_FREEDOM = 4;

    private CountEstimator() {}

    /** Weight of the detector's counts in the estimate: the power of least estimated variance, 0 to 1.5. */
    static double power(SeasonUnits units, List<LabelledDraw> draws) {
        double meanA = 0;
        double meanB = 0;
        for (LabelledDraw draw : draws) {
            meanA += draw.count() / draw.probability() / draws.size();
            meanB += units.count(draw.unit()) / draw.probability() / draws.size();
        }
        double both = 0;
        double square = 0;
        for (LabelledDraw draw : draws) {
            double a = draw.count() / draw.probability() - meanA;
            double b = units.count(draw.unit()) / draw.probability() - meanB;
            both += a * b;
            square += b * b;
        }
        return square > 0 ? Math.min(1.5, Math.max(0, both / square)) : 0;
    }

    /**
     * Estimates the total of the whole season.
     *
     * @param level of the interval, such as 0.95
     */
    public static CountEstimate total(SeasonUnits units, List<LabelledDraw> draws, double level) {
        return total(units, draws, unit -> true, level);
    }

    /**
     * Estimates the total of a part of the season.
     *
     * @param part which units belong to it, by index
     * @param level of the interval, such as 0.95
     */
    public static CountEstimate total(SeasonUnits units, List<LabelledDraw> draws, IntPredicate part, double level) {
        return total(units, draws, part, power(units, draws), level);
    }

    /**
     * Estimates the totals of several parts of the season.
     *
     * @param parts the units of each part, by index
     * @param level of the intervals, such as 0.95
     * @return in the order of the parts
     */
    public static List<CountEstimate> totals(
            SeasonUnits units, List<LabelledDraw> draws, List<Set<Integer>> parts, double level) {
        double power = power(units, draws);
        List<CountEstimate> estimates = new ArrayList<>();
        for (Set<Integer> part : parts) {
            double detected = 0;
            for (int unit : part) {
                detected += units.count(unit);
            }
            estimates.add(estimate(units, draws, part::contains, detected, power, level));
        }
        return estimates;
    }

    /** Estimates with a given power: 0 for DISCount's estimate. */
    static CountEstimate total(
            SeasonUnits units, List<LabelledDraw> draws, IntPredicate part, double power, double level) {
        double detected = 0;
        for (int i = 0; i < units.size(); i++) {
            detected += part.test(i) ? units.count(i) : 0;
        }
        return estimate(units, draws, part, detected, power, level);
    }

    private static CountEstimate estimate(
            SeasonUnits units,
            List<LabelledDraw> draws,
            IntPredicate part,
            double detected,
            double power,
            double level) {
        int n = draws.size();
        double[] values = new double[n];
        double[] detectorValues = new double[n];
        int labels = 0;
        double mean = 0;
        double detectorMean = 0;
        for (int i = 0; i < n; i++) {
            LabelledDraw draw = draws.get(i);
            detectorValues[i] = units.count(draw.unit()) / draw.probability();
            detectorMean += detectorValues[i] / n;
            if (part.test(draw.unit())) {
                values[i] = draw.count() / draw.probability() - power * detectorValues[i];
                mean += values[i] / n;
                labels++;
            }
        }
        double value = power * detected + mean;
        if (labels < LEAST_LABELS) {
            return new CountEstimate(value, Double.NaN, Double.NaN, labels);
        }
        double variance = Math.max(
                sampleVariance(values, mean, power > 0 ? detectorValues : new double[n], detectorMean),
                ErrorModel.fit(units, draws, power).variance(units, draws, part));
        double half = new TDistribution(degreesOfFreedom(values, mean)).inverseCumulativeProbability((1 + level) / 2)
                * Math.sqrt(variance);
        return new CountEstimate(value, value - half, value + half, labels);
    }

    /**
     * Degrees of freedom of a chi-squared variable with the variance of the sample's variance, by the kurtosis of the values
     * (Satterthwaite 1946): few when a few large errors make up the variance. At most one less than the draws.
     */
    private static double degreesOfFreedom(double[] values, double mean) {
        int n = values.length;
        double squares = 0;
        double fourths = 0;
        for (double value : values) {
            double square = Math.pow(value - mean, 2);
            squares += square / n;
            fourths += square * square / n;
        }
        double excess = squares > 0 ? fourths / squares / squares - 1 : 0;
        return Math.min(n - 1, Math.max(LEAST_FREEDOM, excess > 0 ? 2 * n / excess : n - 1));
    }

    /** The variance of a mean by deleting one draw after the other (HC3: MacKinnon and White 1985). */
    private static double sampleVariance(double[] values, double mean, double[] detectorValues, double detectorMean) {
        int n = values.length;
        double spread = 0;
        for (double value : detectorValues) {
            spread += Math.pow(value - detectorMean, 2);
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double tuned = spread > 0 ? Math.pow(detectorValues[i] - detectorMean, 2) / spread : 0;
            double leverage = Math.min(MOST_LEVERAGE, 1.0 / n + tuned);
            sum += Math.pow((values[i] - mean) / (1 - leverage), 2);
        }
        return sum / n / n;
    }
}
