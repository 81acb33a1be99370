package io.nerest.selector.replay;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for a replay.
 *
 * @param streams null or empty for all streams
 * @param from null for the first frame
 * @param to null for now
 * @param share null for all frames
 */
@Schema(example = """
                {"modelId": "base", "streams": ["nayba-gate"], "from": "2026-07-01T00:00:00Z",
                 "to": "2026-08-01T00:00:00Z", "share": 0.1}""")
public record ReplayRequest(
        @Nullable String modelId,
        @Nullable List<String> streams,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Double share) {}
