package io.nerest.scoring.model;

/** A model whose file is the one the trainer published, and yet no network. */
public final class UnloadableModelException extends RefusedModelException {
    private static final long serialVersionUID = 1L;

    UnloadableModelException(String modelId, Throwable cause) {
        super("the weights of model '" + modelId + "' are no network that can be loaded: " + cause.getMessage(), cause);
    }
}
