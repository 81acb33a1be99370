package io.nerest.messaging.sending;

import java.time.Duration;

/**
 * When the outbox is read again.
 *
 * @param onSignal whether a signal ends the pause early
 * @param pause longest time until then
 */
record NextAttempt(boolean onSignal, Duration pause) {
    /** More records may be stored: continue without a pause. */
    static final NextAttempt AT_ONCE = new NextAttempt(false, Duration.ZERO);

    /** The outbox is empty: wait for a commit, or until another pod may have left records. */
    static NextAttempt onSignal(Duration pollInterval) {
        return new NextAttempt(true, pollInterval);
    }

    /** Sending failed: new records do not shorten the pause. */
    static NextAttempt after(Duration pause) {
        return new NextAttempt(false, pause);
    }
}
