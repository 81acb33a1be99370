package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.util.List;

/**
 * {@code gaussian}: the density of a normal distribution at each box's confidence, aggregated over boxes (the project's
 * source documents take the sum, with mu 0.5 and sigma 0.1): a box counts by how near its confidence lies to {@code mu}.
 * In [0, 1 / (sigma sqrt(2 pi))], but for {@code sum}, which has no end.
 *
 * @param mu the confidence that is wanted most, 0 to 1
 * @param sigma how far around it, from {@code 1e-6}
 */
public record GaussianDensity(double mu, double sigma) implements Uncertainty {

    private static final double LEAST_SIGMA = 1e-6;

    public GaussianDensity {
        if (!(mu >= 0 && mu <= 1)) {
            throw new InvalidSelectionException("gaussian: mu " + mu + " must lie in [0, 1]");
        }
        // Far below, the density at mu is no finite number any more.
        if (!(sigma >= LEAST_SIGMA && sigma <= 1e6)) {
            throw new InvalidSelectionException(
                    "gaussian: sigma " + sigma + " must be above 0, from " + LEAST_SIGMA + " to 1000000");
        }
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
}
