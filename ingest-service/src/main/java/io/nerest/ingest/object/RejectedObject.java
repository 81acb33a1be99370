package io.nerest.ingest.object;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An object of the bucket that did not become a frame.
 *
 * @param reason why it was rejected
 * @param seenAt when it was processed
 */
public record RejectedObject(
        String key, String etag, @Nullable String reason, Instant seenAt) {}
