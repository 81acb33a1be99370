package io.nerest.selection.round;

import io.nerest.selection.ConfiguredStrategy;
import io.nerest.selection.Curriculum;
import java.util.List;
import java.util.Optional;

/**
 * What a round needs before it can select, and how it selects. Made by {@link RoundPolicy#plan}.
 *
 * @param round the round's number, from 0
 * @param strategy selects the frames for annotators; {@code random} if the configured strategy cannot run yet
 * @param batchSize frames for annotators, at least 0
 * @param curriculum how frames are pseudo-labelled; empty if none are
 * @param sample which frames of the pool are drawn; empty if the round selects none
 * @param models the models that score every sampled frame, the newest last; empty if no scores are needed
 * @param needsEmbeddings whether candidates are read with embeddings
 * @param needsReferences whether the labelled frames must be scored by the newest model too, for their embeddings
 * @param seed breaks ties and draws what is random
 * @param notes remarks about the plan, one sentence each
 */
public record RoundPlan(
        int round,
        ConfiguredStrategy strategy,
        int batchSize,
        Optional<Curriculum> curriculum,
        Optional<SampleWindow> sample,
        List<String> models,
        boolean needsEmbeddings,
        boolean needsReferences,
        long seed,
        List<String> notes) {

    public RoundPlan {
        models = List.copyOf(models);
        notes = List.copyOf(notes);
    }

    public boolean needsScores() {
        return !models.isEmpty();
    }

    /** The model whose detections and embeddings the round selects by: the newest. Empty if no scores are needed. */
    public Optional<String> model() {
        return models.isEmpty() ? Optional.empty() : Optional.of(models.get(models.size() - 1));
    }

    /** The other members of a committee, the newest last. */
    public List<String> committee() {
        return models.isEmpty() ? List.of() : models.subList(0, models.size() - 1);
    }
}
