package io.nerest.selector.campaign;

/** A request that the campaign's state does not allow. */
public final class IllegalTransitionException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public IllegalTransitionException(String message) {
        super(message);
    }
}
