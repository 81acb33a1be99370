package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.util.List;

/**
 * {@code gaussian}: the density of a normal distribution at each box's confidence, aggregated over boxes: a box scores
 * by how close its confidence is to {@code mu}. In [0, 1 / (sigma sqrt(2 pi))]; with {@code sum} in [0, inf).
 *
 * @param mu the confidence that scores highest, in [0, 1]
 * @param sigma the standard deviation, in [1e-6, 1e6]
 */
public record GaussianDensity(double mu, double sigma) implements Uncertainty {

    static final Setting<Double> MU =
            Setting.number("mu", 0, 1, 0.5, "of gaussian: the confidence that scores highest");
    /** Far below the least sigma, the density at mu is no finite number. */
    static final Setting<Double> SIGMA =
            Setting.number("sigma", 1e-6, 1e6, 0.1, "of gaussian: standard deviation around mu");

    public GaussianDensity {
        MU.check(mu);
        SIGMA.check(sigma);
    }

    @Override
    public String name() {
        return "gaussian";
    }

    @Override
    public double score(List<ScoredBox> boxes, Aggregation aggregation) {
        return aggregation.of(
                boxes.stream().mapToDouble(box -> density(box.confidence())).toArray());
    }

    @Override
    public double highest(Aggregation aggregation) {
        return aggregation.kind() == Aggregation.Kind.SUM ? Double.POSITIVE_INFINITY : density(mu);
    }

    private double density(double p) {
        double deviations = (p - mu) / sigma;
        return Math.exp(-deviations * deviations / 2) / (sigma * Math.sqrt(2 * Math.PI));
    }

    @Override
    public boolean ranksByDistanceFromHalf() {
        return mu == 0.5;
    }
}
