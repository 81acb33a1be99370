package io.nerest.trainer.registry;

/** The weights object of a model is missing, or its content is not what was published. */
public final class InvalidWeightsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidWeightsException(String message) {
        super(message);
    }

    public InvalidWeightsException(String message, Throwable cause) {
        super(message, cause);
    }
}
