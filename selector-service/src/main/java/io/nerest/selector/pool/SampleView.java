package io.nerest.selector.pool;

import io.nerest.selection.LabelledFrame;
import io.nerest.selection.ScoredFrame;
import io.nerest.selection.round.PoolView;
import io.nerest.vision.box.ScoredBox;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/** A round's sample in the database, as the round policy reads it. */
public final class SampleView implements PoolView {

    private final Pool pool;
    private final PoolFilter filter;
    private final int round;
    private final int sampled;
    private final int scored;

    /**
     * Creates the view.
     *
     * @param sampled how many frames the round drew, references included
     * @param scored how many of these every model of the round had scored by the deadline
     */
    public SampleView(Pool pool, PoolFilter filter, int round, int sampled, int scored) {
        this.pool = pool;
        this.filter = filter;
        this.round = round;
        this.sampled = sampled;
        this.scored = scored;
    }

    @Override
    public int sampled() {
        return sampled;
    }

    @Override
    public int scored() {
        return scored;
    }

    @Override
    public List<ScoredFrame> candidates() {
        return pool.unscoredCandidates(filter, round);
    }

    @Override
    public List<ScoredFrame> candidates(String modelId, boolean withEmbeddings) {
        return pool.candidates(filter, round, modelId, withEmbeddings);
    }

    @Override
    public List<ScoredFrame> candidates(String modelId, Collection<UUID> frameIds) {
        return pool.candidates(filter, round, modelId, frameIds);
    }

    @Override
    public void forEachCandidate(String modelId, BiConsumer<UUID, List<ScoredBox>> consumer) {
        pool.forEachCandidate(filter.campaignId(), round, modelId, consumer);
    }

    @Override
    public List<LabelledFrame> references(String modelId) {
        return pool.references(filter.campaignId(), round, modelId);
    }

    @Override
    public Set<UUID> pseudoLabelled() {
        return pool.pseudoLabelled(filter.campaignId());
    }

    @Override
    public Set<UUID> labelled() {
        return pool.labelledSample(filter.campaignId(), round);
    }
}
