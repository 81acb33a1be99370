package io.nerest.selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * {@code hybrid}: the most uncertain frames, a few times as many as are wanted, and of these the most diverse by
 * k-centre greedy. That is PPAL's shape (Yang et al., CVPR 2024, arXiv 2211.11612: a pool of 4 times the budget, then
 * diversity); PPAL's own diversity is k-means on class-conditioned similarity. Score: the distance to the nearest
 * labelled or chosen frame, in [0, inf).
 *
 * @param uncertainty what the pool is made by; with {@code classWeighting} always entropy
 * @param poolFactor how many times the budget, at least 1
 * @param classWeighting whether boxes of hard classes count more; see {@link ClassWeights}
 */
public record Hybrid(Uncertainty uncertainty, double poolFactor, boolean classWeighting) implements Strategy {

    public Hybrid {
        if (!(poolFactor >= 1 && poolFactor <= 1e6)) {
            throw new InvalidSelectionException("hybrid: poolFactor " + poolFactor + " must be at least 1");
        }
    }

    @Override
    public String name() {
        return "hybrid";
    }

    @Override
    public boolean needsEmbeddings() {
        return true;
    }

    @Override
    public void choose(Candidates candidates, Basket basket) {
        double[] scores =
                classWeighting ? ClassWeights.of(candidates).scores(candidates) : uncertainty.scores(candidates);
        long[] lots = new long[scores.length];
        Arrays.setAll(lots, i -> candidates.lots().of(candidates.frame(i).frameId()));
        RankedOrder order = new RankedOrder(scores, lots);
        int size = (int) Math.min(scores.length, Math.ceil(basket.room() * poolFactor));
        List<ScoredFrame> pool = new ArrayList<>();
        double[] weights = new double[size];
        Arrays.fill(weights, 1);
        while (pool.size() < size) {
            pool.add(candidates.frame(order.next()));
        }
        Candidates uncertain = candidates.withFrames(pool);
        new GreedyDiversity(uncertain, weights, 1, name()).choose(basket);
        // What the pool could not fill, because of settings that left frames out, the next most uncertain do.
        while (!basket.isFull() && order.hasNext()) {
            int index = order.next();
            basket.offer(
                    candidates.frame(index),
                    0,
                    name() + ": next by uncertainty, since too few of the pool could be taken",
                    Map.of("uncertainty", scores[index]));
        }
    }
}
