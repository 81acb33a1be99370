package io.nerest.selector.season;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A season whose fish are counted.
 *
 * @param modelId whose detections are corrected by labels
 * @param streams empty for all
 * @param from the first time of capture
 * @param to after the last time of capture
 */
public record CountedSeason(
        UUID id, String name, String modelId, List<String> streams, Instant from, Instant to, Instant createdAt) {

    public CountedSeason {
        streams = List.copyOf(streams);
    }
}
