package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.util.List;
import java.util.UUID;

/**
 * A strategy that ranks each frame by itself, whatever else is in the pool. A {@link Shortlist} selects by it without
 * holding the pool.
 */
public sealed interface Ranking extends Strategy permits RandomChoice, Uncertainty {

    @Override
    default <R> R match(Cases<R> cases) {
        return cases.ranking(this);
    }

    /**
     * Returns a frame's place in the ranking: the highest key comes first, among equals the lower random key. Infinite if
     * the policy for empty frames ranks them before or behind all others.
     *
     * @param boxes those with at least the least confidence
     */
    double key(UUID frameId, List<ScoredBox> boxes, SharedSettings settings, SeededHash randomKeys);

    /** Whether, for one box, the key falls with the distance of its confidence from 0.5. */
    boolean ranksByDistanceFromHalf();
}
