package io.nerest.selection;

import java.util.List;

/**
 * A request to select a batch.
 *
 * @param batchSize how many frames, at least 1
 * @param pool scored frames without a label, in any order
 * @param labelled frames that are labelled already; they are never selected, even if the pool contains them
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
            throw new InvalidSelectionException("setting 'batchSize' is " + batchSize + ", but must be at least 1");
        }
    }
}
