package io.nerest.selector.round;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scores that a round requested.
 *
 * @param modelId the model whose scores decide; null if the strategy needs no scores
 * @param committee further models that score the sample
 * @param sampled frames drawn from the pool
 * @param requested scores that were missing when the round opened, of all models together
 * @param scored frames that every model had scored when the batch was selected
 */
public record Scores(@Nullable String modelId, List<String> committee, int sampled, int requested, int scored) {

    /** No scores were requested. */
    public static final Scores NONE = new Scores(null, List.of(), 0, 0, 0);

    public Scores {
        committee = List.copyOf(committee);
    }

    /** Returns the same with the number of scored frames. */
    Scores withScored(int frames) {
        return new Scores(modelId, committee, sampled, requested, frames);
    }

    /** Returns all models that score the sample, the deciding one last. */
    public List<String> models() {
        List<String> models = new ArrayList<>(committee);
        if (modelId != null) {
            models.add(modelId);
        }
        return models;
    }

    /** Returns how many sampled frames have no score. */
    public int missing() {
        return sampled - scored;
    }
}
