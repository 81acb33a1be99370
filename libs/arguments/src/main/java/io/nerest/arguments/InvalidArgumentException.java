package io.nerest.arguments;

/** An argument that is unknown, or whose value cannot be used. */
public final class InvalidArgumentException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * Creates the exception.
     *
     * @param field name of the argument as the user wrote it
     * @param message names the argument and the reason
     */
    public InvalidArgumentException(String field, String message) {
        super(message);
        this.field = field;
    }

    /** Creates {@code name=value: reason}. */
    public static InvalidArgumentException ofValue(String name, Object value, String reason) {
        return new InvalidArgumentException(name, name + "=" + value + ": " + reason);
    }

    /** Name of the argument as the user wrote it. */
    public String field() {
        return field;
    }
}
