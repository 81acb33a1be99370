package io.nerest.ingest.frame;

import java.util.UUID;

/** What became of a picture. */
public sealed interface UploadOutcome {
    /** It is a new frame. */
    record Registered(UUID frameId) implements UploadOutcome {}

    /** The stream has this very picture already, as this frame. */
    record Duplicate(UUID frameId) implements UploadOutcome {}

    /**
     * It does not become a frame.
     *
     * @param status HTTP status that says so
     */
    record Rejected(int status, String reason) implements UploadOutcome {}

    /** As it is counted and shown. */
    default String label() {
        if (this instanceof Registered) {
            return "REGISTERED";
        }
        return this instanceof Duplicate ? "DUPLICATE" : "REJECTED";
    }
}
