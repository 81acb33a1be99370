package io.nerest.selection;

import java.util.Optional;

/**
 * What a strategy reads of its candidates.
 *
 * @param scores whether a model must have scored them
 * @param embeddings whether candidates and labelled frames must have embeddings
 * @param committee the committee that must have scored them; empty if the newest model alone is enough
 */
public record StrategyNeeds(boolean scores, boolean embeddings, Optional<Committee> committee) {

    static final StrategyNeeds NOTHING = new StrategyNeeds(false, false, Optional.empty());
    static final StrategyNeeds DETECTIONS = new StrategyNeeds(true, false, Optional.empty());
    static final StrategyNeeds EMBEDDINGS = new StrategyNeeds(true, true, Optional.empty());

    static StrategyNeeds detectionsOf(Committee committee) {
        return new StrategyNeeds(true, false, Optional.of(committee));
    }

    /** What either of two strategies reads. */
    StrategyNeeds and(StrategyNeeds other) {
        return new StrategyNeeds(
                scores || other.scores, embeddings || other.embeddings, committee.or(() -> other.committee));
    }
}
