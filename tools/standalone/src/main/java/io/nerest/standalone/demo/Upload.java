package io.nerest.standalone.demo;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of one picture that was sent. */
sealed interface Upload {
    /** The picture's file name. */
    String name();

    /** It is a frame, or was one before. */
    record Accepted(String name, UUID frameId) implements Upload {}

    /** It is no frame, and this is why. */
    record Rejected(String name, String reason) implements Upload {}

    /** It lies in the bucket; whether it became a frame is for the events to say. */
    record InBucket(String name, String key, boolean announced) implements Upload {}

    static Upload of(String name, String status, @Nullable UUID frameId, @Nullable String reason) {
        if (frameId != null && (status.equals("REGISTERED") || status.equals("DUPLICATE"))) {
            return new Accepted(name, frameId);
        }
        return new Rejected(name, reason == null ? status : reason);
    }
}
