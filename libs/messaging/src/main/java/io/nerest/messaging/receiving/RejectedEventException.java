package io.nerest.messaging.receiving;

import io.nerest.service.failure.PermanentFailure;

/**
 * The event is invalid: every retry would fail, so it becomes a dead letter with this reason. Never thrown for an
 * unreachable server.
 */
public final class RejectedEventException extends RuntimeException implements PermanentFailure {
    private static final long serialVersionUID = 1L;

    /** @param reason what is wrong with the event, one sentence */
    public RejectedEventException(String reason) {
        super(reason);
    }

    /**
     * @param reason what is wrong with the event, one sentence
     * @param cause underlying exception
     */
    public RejectedEventException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
