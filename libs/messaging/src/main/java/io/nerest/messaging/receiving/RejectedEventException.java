package io.nerest.messaging.receiving;

import io.nerest.service.failure.PermanentFailure;

/**
 * The event can never be handled, however often it is tried: it goes to the dead-letter topic with this reason. Throw it
 * for what is wrong with the event, never for a server that is out of reach.
 */
public final class RejectedEventException extends RuntimeException implements PermanentFailure {
    private static final long serialVersionUID = 1L;

    /** @param reason what is wrong with the event, for whoever reads the dead letter */
    public RejectedEventException(String reason) {
        super(reason);
    }

    /**
     * @param reason what is wrong with the event, for whoever reads the dead letter
     * @param cause what told of it
     */
    public RejectedEventException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
