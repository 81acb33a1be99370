package io.nerest.messaging.sending;

/** The outbox's table is out of reach; the caller's transaction cannot commit. */
public final class OutboxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
