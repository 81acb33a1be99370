package io.nerest.selection;

import java.util.Arrays;

/**
 * {@code core-set}: k-centre greedy on embeddings (Sener and Savarese, ICLR 2018, arXiv 1708.00489, algorithm 1): the
 * frame farthest from every labelled and chosen one, time and again. Score: that distance, Euclidean, in [0, inf).
 */
public record CoreSet() implements Strategy {

    @Override
    public String name() {
        return "core-set";
    }

    @Override
    public boolean needsEmbeddings() {
        return true;
    }

    @Override
    public void choose(Candidates candidates, Basket basket) {
        double[] weights = new double[candidates.size()];
        Arrays.fill(weights, 1);
        new GreedyDiversity(candidates, weights, 1, name()).choose(basket);
    }
}
