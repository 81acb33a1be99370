package io.nerest.selection;

/**
 * {@code coral}: uncertainty and core-set together, as Lightly names it. Lightly does not publish how it joins the two;
 * here it is the weighted geometric mean {@code u^w * d^(1 - w)} of uncertainty and distance to the nearest labelled or
 * chosen frame, greedily: it needs no common scale for the two, and a frame that lacks either is not wanted. Score in
 * [0, inf).
 *
 * @param uncertainty which one
 * @param weight w, 0 (core-set alone) to 1 (uncertainty alone)
 */
public record Coral(Uncertainty uncertainty, double weight) implements Strategy {

    public Coral {
        if (!(weight >= 0 && weight <= 1)) {
            throw new InvalidSelectionException("coral: weight " + weight + " must lie in [0, 1]");
        }
    }

    @Override
    public String name() {
        return "coral";
    }

    @Override
    public boolean needsEmbeddings() {
        return true;
    }

    @Override
    public void choose(Candidates candidates, Basket basket) {
        double[] weights = uncertainty.scores(candidates);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.pow(weights[i], weight);
        }
        new GreedyDiversity(candidates, weights, 1 - weight, name()).choose(basket);
    }
}
