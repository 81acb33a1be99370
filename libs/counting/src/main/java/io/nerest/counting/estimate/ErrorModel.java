package io.nerest.counting.estimate;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * The expected squared error of the detector on a unit: linear in the unit's count, in the mean count of its neighbours in
 * time, and a constant. Coefficients of at least 0 are fitted to the labels by the multiplicative steps of maximum likelihood
 * for a Poisson mean (Shepp and Vardi 1982); before there are labels, and with few, a prior holds.
 *
 * @param own coefficient of the count
 * @param nearby coefficient of the neighbours' mean count
 * @param any constant
 */
record ErrorModel(double own, double nearby, double any) {
    /** A third of the fish that are detected are wrong, and a third of the others there; few anywhere else. */
    static final ErrorModel PRIOR = new ErrorModel(0.3, 0.3, 0.002);
    /** Weight of the prior, in labels. */
    private static final double PRIOR_LABELS = 50;

    private static final int STEPS = 50;
    private static final double LEAST = 1e-9;

    double squaredError(SeasonUnits units, int unit) {
        return own * units.count(unit) + nearby * units.nearby(unit) + any;
    }

    /** Fits the model to draws, each weighted by the inverse of its probability. */
    static ErrorModel fit(SeasonUnits units, List<LabelledDraw> draws, double power) {
        ErrorModel model = PRIOR;
        if (draws.isEmpty()) {
            return model;
        }
        double[] prior = {PRIOR.own, PRIOR.nearby, PRIOR.any};
        double[] priorMass = {
            PRIOR_LABELS * units.total() / units.size(), PRIOR_LABELS * units.nearbyTotal() / units.size(), PRIOR_LABELS
        };
        double[] coefficients = prior.clone();
        for (int step = 0; step < STEPS; step++) {
            double[] mass = priorMass.clone();
            double[] explained = new double[3];
            for (int k = 0; k < 3; k++) {
                explained[k] = priorMass[k] * prior[k] / coefficients[k];
            }
            for (LabelledDraw draw : draws) {
                double weight = 1 / (draw.probability() * units.size());
                double error = draw.count() - power * units.count(draw.unit());
                double[] features = {units.count(draw.unit()), units.nearby(draw.unit()), 1};
                double expected = model.squaredError(units, draw.unit());
                for (int k = 0; k < 3; k++) {
                    mass[k] += weight * features[k];
                    explained[k] += weight * features[k] * error * error / expected;
                }
            }
            for (int k = 0; k < 3; k++) {
                coefficients[k] = mass[k] > 0 ? Math.max(LEAST, coefficients[k] * explained[k] / mass[k]) : prior[k];
            }
            model = new ErrorModel(coefficients[0], coefficients[1], coefficients[2]);
        }
        return model;
    }

    /** The variance of a total estimated from draws, of the units in a part of the season. */
    double variance(SeasonUnits units, List<LabelledDraw> draws, IntPredicate part) {
        double sum = 0;
        for (LabelledDraw draw : draws) {
            if (part.test(draw.unit())) {
                sum += squaredError(units, draw.unit()) / draw.probability() / draw.probability();
            }
        }
        return sum / draws.size() / draws.size();
    }
}
