package io.nerest.scoring.model;

/** A model that can never be taken into use, however often it is tried; the message names it and says why. */
public abstract sealed class RefusedModelException extends RuntimeException
        permits UntrustedModelException, UnloadableModelException {
    private static final long serialVersionUID = 1L;

    RefusedModelException(String message) {
        super(message);
    }

    RefusedModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
