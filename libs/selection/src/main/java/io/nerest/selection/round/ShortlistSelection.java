package io.nerest.selection.round;

import io.nerest.selection.LabelledFrame;
import io.nerest.selection.Ranking;
import io.nerest.selection.Selection;
import io.nerest.selection.SelectionRequest;
import io.nerest.selection.SelectionResult;
import io.nerest.selection.SharedSettings;
import io.nerest.selection.Shortlist;
import java.util.List;

/**
 * Selects by a ranking without holding the sample: reads every candidate's detections once, keeps the first of the ranking
 * on a {@link Shortlist}, and reads the rest of only those frames. A shortlist that turns out too short, since the
 * settings excluded many of its frames, is made again, longer.
 */
final class ShortlistSelection {

    /** Length of the first shortlist in batches: most settings exclude few frames. */
    private static final int FIRST_LENGTH = 4;
    /** How many times longer each next shortlist is. */
    private static final int LENGTHENED = 16;

    private ShortlistSelection() {}

    static SelectionResult select(
            Ranking ranking,
            SharedSettings settings,
            int batchSize,
            long seed,
            PoolView pool,
            String modelId,
            List<LabelledFrame> references) {
        for (long length = (long) FIRST_LENGTH * batchSize; ; length *= LENGTHENED) {
            Shortlist shortlist = new Shortlist(ranking, settings, (int) Math.min(length, Integer.MAX_VALUE), seed);
            pool.forEachCandidate(modelId, shortlist::offer);
            SelectionResult result = Selection.select(new SelectionRequest(
                    ranking, settings, batchSize, pool.candidates(modelId, shortlist.frames()), references, seed));
            if (shortlist.settles(result, batchSize)) {
                return result;
            }
        }
    }
}
