package io.nerest.selection;

/**
 * {@code coral}: uncertainty and core-set combined; the name is Lightly's, which does not publish its formula. Here it is
 * the weighted geometric mean {@code u^w * d^(1 - w)} of uncertainty and of the distance to the nearest labelled or
 * selected frame, greedily. The two need no common scale, and a frame with 0 in either comes last. Score in [0, inf).
 *
 * @param uncertainty which one
 * @param weight w, from 0 (core-set alone) to 1 (uncertainty alone)
 */
public record Coral(Uncertainty uncertainty, double weight) implements Strategy {

    static final Setting<Double> WEIGHT =
            Setting.number("weight", 0, 1, 0.5, "of coral: 0 selects by distance alone, 1 by uncertainty alone");

    public Coral {
        WEIGHT.check(weight);
    }

    @Override
    public String name() {
        return "coral";
    }

    @Override
    public StrategyNeeds needs() {
        return StrategyNeeds.EMBEDDINGS;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.wholePool(this);
    }

    @Override
    public void select(Candidates candidates, BatchBuilder batch) {
        double[] weights = uncertainty.scores(candidates);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.pow(weights[i], weight);
        }
        new GreedyDiversity(candidates, weights, 1 - weight, name()).select(batch);
    }
}
