package io.nerest.selector.replay;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * History that is scored again by a model.
 *
 * @param streams the frames' streams; empty for all
 * @param from first time of capture
 * @param to first time of capture that is not included
 * @param share of the frames, by a hash of their ids, above 0 to 1: replays with one share take the same frames
 * @param requested frames whose scores were requested, since the model had not scored them before
 */
public record Replay(
        UUID id,
        String modelId,
        List<String> streams,
        Instant from,
        Instant to,
        double share,
        ReplayState state,
        long requested,
        Instant createdAt) {
    public Replay {
        streams = List.copyOf(streams);
    }
}
