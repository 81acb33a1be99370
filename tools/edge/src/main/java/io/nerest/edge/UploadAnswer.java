package io.nerest.edge;

import java.time.Duration;

/** The answer to an upload. */
sealed interface UploadAnswer {
    /** The frame's stay in the spool ends. */
    record Ended(SpoolOutcome outcome) implements UploadAnswer {}

    /**
     * The frame stays: the link is down, the service is overloaded, or it refuses the key.
     *
     * @param pause how long to wait at least; zero to choose
     */
    record Later(Duration pause, String reason) implements UploadAnswer {}
}
