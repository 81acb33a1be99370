package io.nerest.selector.query;

import io.nerest.selection.round.CapturedFrame;
import io.nerest.selection.round.InMemoryPool;
import io.nerest.selection.round.PoolView;
import io.nerest.selection.round.RoundPlan;
import io.nerest.selection.round.RoundPolicy;
import io.nerest.selection.round.RoundSelection;
import io.nerest.selection.round.RoundSettings;
import io.nerest.selector.pool.Pool;
import io.nerest.selector.pool.PoolFilter;
import io.nerest.selector.pool.SampleView;
import io.nerest.vision.box.ScoredBox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Selects frames from the pool without a campaign, by the policy that decides the rounds of campaigns. Nothing is stored and
 * nothing is requested from scoring: frames without scores are skipped, and counted in the notes.
 */
@ApplicationScoped
public class OneOffQueries {
    /** A later round than the first, which would draw at random. */
    private static final int ROUND = 1;

    private static final String EXTERNAL = "external";

    private final Pool pool;

    public OneOffQueries(Pool pool) {
        this.pool = pool;
    }

    /**
     * Selects by stored scores.
     *
     * @param models that may score frames, the newest last
     */
    @Transactional
    public QueryResult byScores(RoundSettings settings, String strategy, List<String> streams, List<String> models) {
        RoundPolicy policy = new RoundPolicy(settings);
        RoundPlan plan = policy.plan(ROUND, models);
        // The sample's rows exist in this transaction only.
        PoolFilter filter = new PoolFilter(UUID.randomUUID(), streams, List.of(), false);
        int drawn = plan.sample()
                .map(window -> pool.draw(filter, ROUND, window.size(), window.start()))
                .orElse(0);
        int references = plan.needsReferences() ? pool.addLabelled(filter, ROUND) : 0;
        int scored = plan.needsScores() ? pool.scored(filter.campaignId(), ROUND, plan.models()) : 0;
        PoolView sample = new SampleView(pool, filter, ROUND, drawn + references, scored);
        QueryResult result = result(strategy, plan, sample, policy.select(plan, sample));
        pool.removeSample(filter.campaignId(), ROUND);
        return result;
    }

    /**
     * Selects by the predictions of an external model, from the frames that it has predictions of.
     *
     * @param boxes by frame; frames that do not exist, have a label, or are of other streams are left out
     */
    @Transactional
    public QueryResult byPredictions(
            RoundSettings settings, String strategy, List<String> streams, Map<UUID, List<ScoredBox>> boxes) {
        List<CapturedFrame> frames =
                pool.unlabelledOf(new PoolFilter(UUID.randomUUID(), streams, List.of(), false), boxes.keySet());
        InMemoryPool predicted = new InMemoryPool(frames, false);
        RoundPolicy policy = new RoundPolicy(settings);
        RoundPlan plan = policy.plan(ROUND, List.of(EXTERNAL));
        predicted.draw(plan);
        for (CapturedFrame frame : frames) {
            predicted.addScore(EXTERNAL, frame.frameId(), boxes.getOrDefault(frame.frameId(), List.of()), new float[0]);
        }
        QueryResult result = result(strategy, plan, predicted, policy.select(plan, predicted));
        return new QueryResult(
                strategy, List.of(), result.considered(), result.scored(), result.frames(), result.notes());
    }

    private static QueryResult result(String strategy, RoundPlan plan, PoolView sample, RoundSelection selection) {
        return new QueryResult(
                strategy, plan.models(), sample.sampled(), sample.scored(), selection.selected(), selection.notes());
    }
}
