package io.nerest.scoring.frame;

import io.nerest.contracts.FrameScored;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The result of scoring frames with one model. Frames that the model scored before are in neither part.
 *
 * @param scores in the order of the frames
 * @param rejections reasons by frame id, for frames that can never be scored
 * @param waitedNanos time for which the frames waited for new ones
 */
public record ScoringResult(List<FrameScored> scores, Map<UUID, String> rejections, long waitedNanos) {
    static ScoringResult empty() {
        return new ScoringResult(new ArrayList<>(), new LinkedHashMap<>(), 0);
    }
}
