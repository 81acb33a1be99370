package io.nerest.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What records of this package check when they are made; a violated rule names the field and the value. */
final class Require {
    private Require() {}

    static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw new InvalidEventException("'" + field + "' is missing");
        }
        return value;
    }

    static String text(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw new InvalidEventException("'" + field + "' is missing or blank");
        }
        return value;
    }

    static <T> List<T> list(@Nullable List<T> value, String field) {
        if (value == null) {
            throw new InvalidEventException("'" + field + "' is missing");
        }
        return List.copyOf(value);
    }

    static int atLeast(int value, int least, String field) {
        if (value < least) {
            throw new InvalidEventException("'" + field + "' is " + value + ", but must be at least " + least);
        }
        return value;
    }

    static long atLeast(long value, long least, String field) {
        if (value < least) {
            throw new InvalidEventException("'" + field + "' is " + value + ", but must be at least " + least);
        }
        return value;
    }

    static double share(double value, String field) {
        if (!(value >= 0 && value <= 1)) {
            throw new InvalidEventException("'" + field + "' is " + value + ", but must lie in [0, 1]");
        }
        return value;
    }

    static String sha256(@Nullable String value, String field) {
        if (value == null || !value.matches("[0-9a-f]{64}")) {
            throw new InvalidEventException(
                    "'" + field + "' must be a SHA-256 in 64 lower-case hex digits, but is " + value);
        }
        return value;
    }
}
