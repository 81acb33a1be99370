package io.nerest.service.failure;

/** This service has as much work as it accepts. A later retry succeeds. The message says what to do. */
public final class OverloadException extends RuntimeException implements TransientFailure {
    private static final long serialVersionUID = 1L;

    /** @param message one sentence for the sender */
    public OverloadException(String message) {
        super(message);
    }
}
