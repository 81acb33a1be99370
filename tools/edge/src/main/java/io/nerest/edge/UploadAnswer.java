package io.nerest.edge;

import java.io.IOException;
import java.time.Duration;

/** The answer to an upload. */
sealed interface UploadAnswer {
    /** Calls the case of this kind of answer. */
    void match(Cases cases) throws IOException, InterruptedException;

    /** A method for each kind of answer. */
    interface Cases {
        void ended(Ended answer) throws IOException;

        void later(Later answer) throws InterruptedException;
    }

    /** The frame's stay in the spool ends. */
    record Ended(SpoolOutcome outcome) implements UploadAnswer {
        @Override
        public void match(Cases cases) throws IOException {
            cases.ended(this);
        }
    }

    /**
     * The frame stays: the link is down, the service is overloaded, or it refuses the key.
     *
     * @param pause how long to wait at least; zero to choose
     */
    record Later(Duration pause, String reason) implements UploadAnswer {
        @Override
        public void match(Cases cases) throws InterruptedException {
            cases.later(this);
        }
    }
}
