package io.nerest.contracts;

/** A record whose fields cannot stand together; the message names the field, the value and the rule. */
public final class InvalidEventException extends IllegalArgumentException {
    public InvalidEventException(String message) {
        super(message);
    }
}
