package io.nerest.selection;

/** A setting, a frame or a combination of both that no selection can be made of; the message says what and what to do. */
public final class InvalidSelectionException extends IllegalArgumentException {

    public InvalidSelectionException(String message) {
        super(message);
    }
}
