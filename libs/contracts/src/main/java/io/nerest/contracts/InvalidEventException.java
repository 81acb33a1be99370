package io.nerest.contracts;

/** An event or document breaks a rule; the message names the field, the value and the rule. */
public final class InvalidEventException extends IllegalArgumentException {
    public InvalidEventException(String message) {
        super(message);
    }
}
