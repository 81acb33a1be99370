package io.nerest.selector.round;

import org.jspecify.annotations.Nullable;

/**
 * What a round's scores came to.
 *
 * @param modelId the model that was asked; none where the strategy needs no scores
 * @param sampled frames drawn from the pool
 * @param requested of these, frames the model had not scored before
 * @param scored frames with a score when the batch was chosen
 */
public record Scores(@Nullable String modelId, int sampled, int requested, int scored) {

    /** For a round that asks for none. */
    public static final Scores NONE = new Scores(null, 0, 0, 0);

    /** Frames whose scores never came. */
    public int missing() {
        return sampled - scored;
    }
}
