package io.nerest.ingest.frame;

import java.util.UUID;

/** What became of a picture. */
public sealed interface Outcome {
    /** It is a new frame. */
    record Registered(UUID frameId) implements Outcome {}

    /** The stream has this very picture already, as this frame. */
    record Duplicate(UUID frameId) implements Outcome {}

    /**
     * It does not become a frame.
     *
     * @param status HTTP status that says so
     */
    record Rejected(int status, String reason) implements Outcome {}

    /** As it is counted and shown. */
    default String label() {
        if (this instanceof Registered) {
            return "REGISTERED";
        }
        return this instanceof Duplicate ? "DUPLICATE" : "REJECTED";
    }
}
