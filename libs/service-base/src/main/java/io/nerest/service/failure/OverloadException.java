package io.nerest.service.failure;

/** This service has reached a limit of its work in progress. A later retry succeeds. The message gives the remedy. */
public final class OverloadException extends RuntimeException implements TransientFailure {
    private static final long serialVersionUID = 1L;

    /** @param message one sentence for the sender */
    public OverloadException(String message) {
        super(message);
    }
}
