package io.nerest.selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * {@code hybrid}: of the most uncertain frames, {@code poolFactor} times the batch, the most diverse by k-centre greedy.
 * The two stages are PPAL's (Yang et al., CVPR 2024, arXiv 2211.11612: a pool of 4 times the budget, then diversity);
 * PPAL's own diversity is k-means on class-conditioned similarity. Score: the distance to the nearest labelled or
 * selected frame, in [0, inf).
 *
 * @param uncertainty ranks the frames of the first stage; with {@code classWeighting} always entropy
 * @param poolFactor size of the first stage in batches, at least 1
 * @param classWeighting whether boxes of difficult classes score higher; see {@link ClassWeights}
 */
public record Hybrid(Uncertainty uncertainty, double poolFactor, boolean classWeighting) implements Strategy {

    static final Setting<Double> POOL_FACTOR = Setting.number(
            "poolFactor", 1, 1e6, 4, "of hybrid: how many batches of uncertain frames the diverse ones are taken from");
    static final Setting<Boolean> CLASS_WEIGHTING = Setting.flag(
            "classWeighting", false, "of hybrid: rank by summed entropy, boxes of difficult classes weighing more");

    public Hybrid {
        POOL_FACTOR.check(poolFactor);
    }

    @Override
    public String name() {
        return "hybrid";
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
        double[] scores =
                classWeighting ? ClassWeights.of(candidates).scores(candidates) : uncertainty.scores(candidates);
        long[] randomKeys = new long[scores.length];
        Arrays.setAll(
                randomKeys, i -> candidates.randomKeys().of(candidates.frame(i).frameId()));
        RankedOrder order = new RankedOrder(scores, randomKeys);
        int size = (int) Math.min(scores.length, Math.ceil(batch.remaining() * poolFactor));
        List<ScoredFrame> pool = new ArrayList<>();
        double[] weights = new double[size];
        Arrays.fill(weights, 1);
        while (pool.size() < size) {
            pool.add(candidates.frame(order.next()));
        }
        Candidates uncertain = candidates.withFrames(pool);
        new GreedyDiversity(uncertain, weights, 1, name()).select(batch);
        // If the settings exclude frames of the pool, the next most uncertain ones fill the batch.
        while (!batch.isFull() && order.hasNext()) {
            int index = order.next();
            batch.offer(
                    candidates.frame(index),
                    0,
                    name() + ": next by uncertainty; the settings excluded too many of the pool",
                    Map.of("uncertainty", scores[index]));
        }
    }
}
