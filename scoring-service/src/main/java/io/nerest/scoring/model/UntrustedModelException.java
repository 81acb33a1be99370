package io.nerest.scoring.model;

/** A model whose file or signature is not what the trainer published. It is never loaded. */
public final class UntrustedModelException extends RefusedModelException {
    private static final long serialVersionUID = 1L;

    UntrustedModelException(String message) {
        super(message);
    }
}
