package io.nerest.selection;

import java.util.List;

/**
 * What a batch is chosen from, and how.
 *
 * @param batchSize how many frames, at least 1
 * @param pool scored frames without a label, in any order
 * @param labelled what is labelled already; such frames are never picked, even if the pool still has them
 * @param seed breaks ties and draws what is random: the same seed and pool give the same batch
 */
public record SelectionRequest(
        Strategy strategy,
        SharedSettings settings,
        int batchSize,
        List<ScoredFrame> pool,
        List<LabelledFrame> labelled,
        long seed) {

    public SelectionRequest {
        if (batchSize < 1) {
            throw new InvalidSelectionException("batchSize is " + batchSize + ", but must be at least 1");
        }
    }
}
