package io.nerest.trainer.registry;

/** There is no model with the given id. */
public final class UnknownModelException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public UnknownModelException(String modelId) {
        super("there is no model '" + modelId + "'");
    }
}
