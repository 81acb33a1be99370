package io.nerest.selection.round;

import io.nerest.selection.LabelledFrame;
import io.nerest.selection.ScoredFrame;
import io.nerest.vision.box.ScoredBox;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * What a round reads of its sample. A candidate is a sampled frame that annotators may still label: without a
 * label, or, if only the campaign's own labels count, not yet selected by the campaign. Frames come in any order.
 */
public interface PoolView {

    /** How many frames the round drew, labelled frames that serve as references included. */
    int sampled();

    /** How many of these all of the plan's models have scored. */
    int scored();

    /** All candidates, without detections and embeddings. For rounds that need no scores. */
    List<ScoredFrame> candidates();

    /**
     * The candidates that a model has scored.
     *
     * @param withEmbeddings whether frames are read with their embeddings, a kilobyte each
     */
    List<ScoredFrame> candidates(String modelId, boolean withEmbeddings);

    /** Of some frames, the candidates that a model has scored, without embeddings. */
    List<ScoredFrame> candidates(String modelId, Collection<UUID> frameIds);

    /** Passes every candidate that a model has scored, one at a time, so that the sample need not fit into memory. */
    void forEachCandidate(String modelId, BiConsumer<UUID, List<ScoredBox>> consumer);

    /** The sampled labelled frames that a model has scored, with embeddings. */
    List<LabelledFrame> references(String modelId);

    /** The frames with a pseudo-label from an earlier round of the campaign. */
    Set<UUID> pseudoLabelled();

    /** The sampled frames that an annotator has labelled, for this campaign or for another reason. */
    Set<UUID> labelled();
}
