package io.nerest.arguments;

/** Value type of an argument. */
public enum ArgumentType {
    /** A whole number. */
    INTEGER,
    /** A finite number. */
    NUMBER,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** One of a fixed list of values. */
    CHOICE,
    /** Any text. */
    TEXT;

    static ArgumentType of(Class<?> type, Argument argument) {
        if (type == int.class || type == long.class) {
            return INTEGER;
        }
        if (type == double.class) {
            return NUMBER;
        }
        if (type == boolean.class) {
            return BOOLEAN;
        }
        if (type.isEnum()) {
            return CHOICE;
        }
        if (type == String.class) {
            return argument.choices().length == 0 ? TEXT : CHOICE;
        }
        throw new IllegalStateException("an argument cannot have the type " + type.getName());
    }
}
