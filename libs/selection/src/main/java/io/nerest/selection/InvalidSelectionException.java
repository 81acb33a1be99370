package io.nerest.selection;

/** Thrown for settings or frames that cannot be selected with; the message names them and the remedy. */
public final class InvalidSelectionException extends IllegalArgumentException {

    public InvalidSelectionException(String message) {
        super(message);
    }
}
