package io.nerest.scoring.model;

/** A model with verified weights that cannot be loaded as a network. */
public final class UnloadableModelException extends RejectedModelException {
    private static final long serialVersionUID = 1L;

    UnloadableModelException(String modelId, Throwable cause) {
        super("the weights of model '" + modelId + "' cannot be loaded as a network: " + cause.getMessage(), cause);
    }
}
