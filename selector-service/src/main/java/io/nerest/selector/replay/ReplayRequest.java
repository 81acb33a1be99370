package io.nerest.selector.replay;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for a replay.
 *
 * @param streams null or empty for all streams
 * @param from null for the first frame
 * @param to null for now
 * @param share null for all frames
 */
public record ReplayRequest(
        @Nullable String modelId,
        @Nullable List<String> streams,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Double share) {}
