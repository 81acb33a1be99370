package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.util.List;

/**
 * {@code gaussian-low-density}: frames whose confidences are unusual come first, those of low density under a normal
 * distribution. Ranks by {@code agg(-N(p; mu, sigma))} over boxes; with {@code sum} this is {@code -sum N}, the ranking of
 * the project that Nerest follows. The score is {@code 1 / (1 - agg(-N))}, in (0, 1], which has the same order and is
 * never negative. With {@code sum}, frames of few boxes come first.
 *
 * @param mu the most usual confidence, in [0, 1]
 * @param sigma the standard deviation, in [1e-6, 1e6]
 */
public record GaussianLowDensity(double mu, double sigma) implements Uncertainty {

    public GaussianLowDensity {
        GaussianNearMu.MU.check(mu);
        GaussianNearMu.SIGMA.check(sigma);
    }

    @Override
    public String name() {
        return "gaussian-low-density";
    }

    @Override
    public double score(List<ScoredBox> boxes, Aggregation aggregation) {
        double negative = aggregation.of(boxes.stream()
                .mapToDouble(box -> -GaussianNearMu.density(box.confidence(), mu, sigma))
                .toArray());
        return 1 / (1 - negative);
    }

    @Override
    public double highest(Aggregation aggregation) {
        return 1;
    }

    @Override
    public boolean ranksByDistanceFromHalf() {
        return false;
    }
}
