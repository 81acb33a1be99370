package io.nerest.messaging.sending;

/** Storing an event failed; the caller's transaction cannot commit. */
public final class OutboxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
