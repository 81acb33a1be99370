package io.nerest.selector.engine;

import io.nerest.selection.LabelledFrame;
import io.nerest.selection.Ranking;
import io.nerest.selection.ScoredFrame;
import io.nerest.selection.SelectionResult;
import io.nerest.selection.Selection;
import io.nerest.selection.SelectionRequest;
import io.nerest.selection.Shortlist;
import io.nerest.selection.ConfiguredStrategy;
import io.nerest.selection.Strategies;
import io.nerest.selector.pool.Pool;
import io.nerest.selector.pool.PoolFilter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Chooses from a round's sample as it lies in the database, and reads no more of it than the strategy needs. For a ranking
 * that is what each frame's boxes make of it, once; all else is read of the frames on a {@link Shortlist} alone. Other
 * strategies get the sample whole.
 */
@ApplicationScoped
public class SampleSelection {

    private static final Logger LOG = Logger.getLogger(SampleSelection.class);

    /** How many batches long the first list is: most settings refuse few frames. */
    private static final int FIRST_LENGTH = 4;
    /** How many times longer each next one. */
    private static final int LENGTHENED = 16;

    private final Pool pool;

    public SampleSelection(Pool pool) {
        this.pool = pool;
    }

    /**
     * Chooses from the sample.
     *
     * @param modelId whose scores are read
     * @param batchSize at least 1
     * @param seed breaks ties, and draws what is random
     */
    public SelectionResult choose(
            PoolFilter filter, int round, String modelId, ConfiguredStrategy configured, int batchSize, long seed) {
        if (configured.strategy() instanceof Ranking ranking && Shortlist.suits(configured.settings())) {
            return byShortlist(filter, round, modelId, ranking, configured, batchSize, seed);
        }
        List<ScoredFrame> candidates = pool.candidates(filter, round, modelId, configured.needsEmbeddings());
        return choose(filter, round, modelId, configured, batchSize, seed, candidates);
    }

    /** Chooses from candidates that are in memory already. */
    SelectionResult choose(
            PoolFilter filter,
            int round,
            @Nullable String modelId,
            ConfiguredStrategy configured,
            int batchSize,
            long seed,
            List<ScoredFrame> candidates) {
        List<LabelledFrame> labelled = modelId != null && configured.needsReferences()
                ? pool.references(filter.campaignId(), round, modelId)
                : List.of();
        return Selection.select(new SelectionRequest(
                configured.strategy(), configured.settings(), batchSize, candidates, labelled, seed));
    }

    private SelectionResult byShortlist(
            PoolFilter filter,
            int round,
            String modelId,
            Ranking ranking,
            ConfiguredStrategy configured,
            int batchSize,
            long seed) {
        for (long length = (long) FIRST_LENGTH * batchSize; ; length *= LENGTHENED) {
            Shortlist shortlist =
                    new Shortlist(ranking, configured.settings(), (int) Math.min(length, Integer.MAX_VALUE), seed);
            pool.eachDetected(filter.campaignId(), round, modelId, shortlist::offer);
            SelectionResult selected = choose(
                    filter,
                    round,
                    modelId,
                    configured,
                    batchSize,
                    seed,
                    pool.candidates(filter, round, modelId, shortlist.frames()));
            if (shortlist.settles(selected, batchSize)) {
                return selected;
            }
            LOG.debugf("%s: a shortlist of %d frames was too short", filter.campaignId(), length);
        }
    }
}
