package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.util.List;

/**
 * {@code gaussian-near-mu}: the density of a normal distribution at each box's confidence, aggregated over boxes: a box
 * scores by how close its confidence is to {@code mu}. In [0, 1 / (sigma sqrt(2 pi))]; with {@code sum} in [0, inf).
 * {@link GaussianLowDensity} ranks the other way round.
 *
 * @param mu the confidence that scores highest, in [0, 1]
 * @param sigma the standard deviation, in [1e-6, 1e6]
 */
public record GaussianNearMu(double mu, double sigma) implements Uncertainty {

    static final Setting<Double> MU =
            Setting.number("mu", 0, 1, 0.5, "of the gaussian strategies: mean of the normal density");
    /** Far below the least sigma, the density at mu is no finite number. */
    static final Setting<Double> SIGMA = Setting.number(
            "sigma", 1e-6, 1e6, 0.1, "of the gaussian strategies: standard deviation of the normal density");

    public GaussianNearMu {
        MU.check(mu);
        SIGMA.check(sigma);
    }

    @Override
    public String name() {
        return "gaussian-near-mu";
    }

    @Override
    public double score(List<ScoredBox> boxes, Aggregation aggregation) {
        return aggregation.of(boxes.stream()
                .mapToDouble(box -> density(box.confidence(), mu, sigma))
                .toArray());
    }

    @Override
    public double highest(Aggregation aggregation) {
        return aggregation.kind() == Aggregation.Kind.SUM ? Double.POSITIVE_INFINITY : density(mu, mu, sigma);
    }

    /** Returns the normal density N(p; mu, sigma). */
    static double density(double p, double mu, double sigma) {
        double deviations = (p - mu) / sigma;
        return Math.exp(-deviations * deviations / 2) / (sigma * Math.sqrt(2 * Math.PI));
    }

    @Override
    public boolean ranksByDistanceFromHalf() {
        return mu == 0.5;
    }
}
