package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.util.List;
import java.util.UUID;

/** A strategy that ranks each frame by itself, whatever else is in the pool; see {@link Shortlist} for what that saves. */
public sealed interface Ranking extends Strategy permits RandomChoice, Uncertainty {

    /**
     * Where a frame stands: the highest key comes first, among equals the lower lot. Infinite where the policy for empty
     * frames puts them before or behind all others.
     *
     * @param boxes those that are sure enough to be seen
     */
    double key(UUID frameId, List<ScoredBox> boxes, SharedSettings settings, SeededHash lots);
}
