package io.nerest.selector.engine;

import io.nerest.selection.Ranking;
import io.nerest.selection.SelectedFrames;
import io.nerest.selection.Selection;
import io.nerest.selection.SelectionRequest;
import io.nerest.selection.SharedSettings;
import io.nerest.selection.Shortlist;
import io.nerest.selector.pool.Pool;
import io.nerest.selector.pool.PoolFilter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Chooses from a round's sample by a ranking, without holding the sample: what each frame's boxes make of it is read once,
 * and all else only of the frames that stayed on the shortlist. The batch is the one that the whole sample would give.
 */
@ApplicationScoped
public class SampleRanking {

    private static final Logger LOG = Logger.getLogger(SampleRanking.class);

    /** How many batches long the first list is: most settings refuse few frames. */
    private static final int FIRST_LENGTH = 4;
    /** How many times longer each next one. */
    private static final int LENGTHENED = 16;

    private final Pool pool;

    public SampleRanking(Pool pool) {
        this.pool = pool;
    }

    /**
     * Chooses the batch.
     *
     * @param settings such as {@link Shortlist#suits}
     * @param batchSize at least 1
     * @param seed that of the selection
     */
    public SelectedFrames choose(
            PoolFilter filter,
            int round,
            String modelId,
            Ranking ranking,
            SharedSettings settings,
            int batchSize,
            long seed) {
        for (long length = (long) FIRST_LENGTH * batchSize; ; length *= LENGTHENED) {
            Shortlist shortlist = new Shortlist(ranking, settings, (int) Math.min(length, Integer.MAX_VALUE), seed);
            pool.eachDetected(filter.campaignId(), round, modelId, shortlist::offer);
            SelectedFrames selected = Selection.select(new SelectionRequest(
                    ranking,
                    settings,
                    batchSize,
                    pool.candidates(filter, round, modelId, shortlist.frames()),
                    List.of(),
                    seed));
            if (shortlist.settles(selected, batchSize)) {
                return selected;
            }
            LOG.debugf("%s: a shortlist of %d frames was too short", filter.campaignId(), length);
        }
    }
}
