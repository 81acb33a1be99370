package io.nerest.scoring.model;

/** A model that this pod can never use. The message names the model and the reason. */
public abstract sealed class RejectedModelException extends RuntimeException
        permits UntrustedModelException, UnloadableModelException {
    private static final long serialVersionUID = 1L;

    RejectedModelException(String message) {
        super(message);
    }

    RejectedModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
