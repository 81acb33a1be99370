package io.nerest.ingest.frame;

import io.quarkus.panache.common.Parameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which frames are listed.
 *
 * @param stream one stream; null for all
 * @param from captured then or later; null for all
 * @param to captured before; null for all
 * @param nearDuplicateOf only near-duplicates of this frame; null for all
 */
record FrameFilter(
        @Nullable String stream,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable UUID nearDuplicateOf) {
    List<String> conditions() {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        if (stream != null) {
            conditions.add("streamId = :stream");
        }
        if (from != null) {
            conditions.add("capturedAt >= :from");
        }
        if (to != null) {
            conditions.add("capturedAt < :to");
        }
        if (nearDuplicateOf != null) {
            conditions.add("nearDuplicateOf = :original");
        }
        return conditions;
    }

    Parameters parameters() {
        Parameters parameters = new Parameters();
        if (stream != null) {
            parameters.and("stream", stream);
        }
        if (from != null) {
            parameters.and("from", from);
        }
        if (to != null) {
            parameters.and("to", to);
        }
        if (nearDuplicateOf != null) {
            parameters.and("original", nearDuplicateOf);
        }
        return parameters;
    }
}
