package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** {@code random}: every candidate is as likely as any other; what every strategy has to beat. Score: its lot in [0, 1). */
public record RandomChoice() implements Ranking {

    @Override
    public String name() {
        return "random";
    }

    @Override
    public boolean needsScores() {
        return false;
    }

    @Override
    public double key(UUID frameId, List<ScoredBox> boxes, SharedSettings settings, SeededHash lots) {
        return lots.uniform(frameId);
    }

    @Override
    public void choose(Candidates candidates, Basket basket) {
        double[] lots = new double[candidates.size()];
        long[] ties = new long[candidates.size()];
        for (int i = 0; i < lots.length; i++) {
            lots[i] = candidates.lots().uniform(candidates.frame(i).frameId());
            ties[i] = candidates.lots().of(candidates.frame(i).frameId());
        }
        RankedOrder order = new RankedOrder(lots, ties);
        while (!basket.isFull() && order.hasNext()) {
            int index = order.next();
            basket.offer(candidates.frame(index), lots[index], "drawn at random", Map.of());
        }
    }
}
