package io.nerest.selector.season;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for a count.
 *
 * @param modelId null for the newest model that has scored a frame
 * @param streams null or empty for all
 * @param from null for the first frame
 * @param to null for now
 */
@Schema(example = """
                {"name": "Nayba 2026", "streams": ["nayba-gate"], "from": "2026-05-15T00:00:00Z",
                 "to": "2026-10-15T00:00:00Z"}""")
public record SeasonRequest(
        @Nullable String name,
        @Nullable String modelId,
        @Nullable List<String> streams,
        @Nullable Instant from,
        @Nullable Instant to) {}
