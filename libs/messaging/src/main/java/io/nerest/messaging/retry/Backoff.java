package io.nerest.messaging.retry;

import java.time.Duration;

/**
 * Exponential backoff: the pause doubles with each failure up to a limit.
 *
 * @param first pause after the first failure
 * @param longest limit of the pause
 */
public record Backoff(Duration first, Duration longest) {
    /** Doublings after which any pause of at least a millisecond exceeds every limit in use. */
    private static final int MAX_DOUBLINGS = 40;

    /**
     * Returns the pause after a failure.
     *
     * @param failures consecutive failures so far, at least 1
     */
    public Duration after(int failures) {
        Duration pause = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
