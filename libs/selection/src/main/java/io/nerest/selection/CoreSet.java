package io.nerest.selection;

import java.util.Arrays;

/**
 * {@code core-set}: k-centre greedy on embeddings (Sener and Savarese, ICLR 2018, arXiv 1708.00489, algorithm 1): repeatedly the
 * frame farthest from every labelled and selected one. Score: that Euclidean distance, in [0, inf).
 */
public record CoreSet() implements Strategy {

    @Override
    public String name() {
        return "core-set";
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
        double[] weights = new double[candidates.size()];
        Arrays.fill(weights, 1);
        new GreedyDiversity(candidates, weights, 1, name()).select(batch);
    }
}
