package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** {@code random}: every candidate is equally likely; the baseline of all strategies. Score: its random key, in [0, 1). */
public record RandomChoice() implements Ranking {

    @Override
    public String name() {
        return "random";
    }

    @Override
    public StrategyNeeds needs() {
        return StrategyNeeds.NOTHING;
    }

    @Override
    public double key(UUID frameId, List<ScoredBox> boxes, SharedSettings settings, SeededHash randomKeys) {
        return randomKeys.uniform(frameId);
    }

    @Override
    public void select(Candidates candidates, BatchBuilder batch) {
        double[] randomKeys = new double[candidates.size()];
        long[] ties = new long[candidates.size()];
        for (int i = 0; i < randomKeys.length; i++) {
            randomKeys[i] = candidates.randomKeys().uniform(candidates.frame(i).frameId());
            ties[i] = candidates.randomKeys().of(candidates.frame(i).frameId());
        }
        RankedOrder order = new RankedOrder(randomKeys, ties);
        while (!batch.isFull() && order.hasNext()) {
            int index = order.next();
            batch.offer(candidates.frame(index), randomKeys[index], "drawn at random", Map.of());
        }
    }

    @Override
    public boolean ranksByDistanceFromHalf() {
        return false;
    }
}
