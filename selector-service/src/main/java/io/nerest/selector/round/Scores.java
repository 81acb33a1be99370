package io.nerest.selector.round;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a round's scores came to.
 *
 * @param modelId the model that was asked; none where the strategy needs no scores
 * @param committee further models that were asked
 * @param sampled frames drawn from the pool
 * @param requested scores that had to be asked for, of every model
 * @param scored frames that every model had scored when the batch was chosen
 */
public record Scores(@Nullable String modelId, List<String> committee, int sampled, int requested, int scored) {

    /** For a round that asks for none. */
    public static final Scores NONE = new Scores(null, List.of(), 0, 0, 0);

    public Scores {
        committee = List.copyOf(committee);
    }

    /** The same after some have come. */
    Scores withScored(int came) {
        return new Scores(modelId, committee, sampled, requested, came);
    }

    /** Frames whose scores never came. */
    public int missing() {
        return sampled - scored;
    }
}
