package io.nerest.scoring.model;

/** A model whose weights or signature differ from what the trainer published. It is never loaded. */
public final class UntrustedModelException extends RejectedModelException {
    private static final long serialVersionUID = 1L;

    UntrustedModelException(String message) {
        super(message);
    }
}
