package io.nerest.messaging.retry;

import io.nerest.service.failure.Failure;

/**
 * Decides after each failure whether an event is retried. Transient failures are retried without limit, invalid events
 * never, and unknown failures up to a number of attempts.
 *
 * @param maxUnknown failures for an unknown reason after which the event is given up
 */
public record RetryPolicy(int maxUnknown) {
    /** Retries whatever fails, except invalid input, without limit. */
    public static final RetryPolicy UNLIMITED = new RetryPolicy(Integer.MAX_VALUE);

    /** Next step after a failed attempt. */
    public enum Decision {
        RETRY,
        GIVE_UP
    }

    /**
     * Decides what follows a failed attempt.
     *
     * @param failure class of this failure
     * @param unknown failures of class {@link Failure#UNKNOWN} so far, this one included
     */
    public Decision after(Failure failure, int unknown) {
        return switch (failure) {
            case REJECTED -> Decision.GIVE_UP;
            case TRANSIENT -> Decision.RETRY;
            case UNKNOWN -> unknown >= maxUnknown ? Decision.GIVE_UP : Decision.RETRY;
        };
    }
}
