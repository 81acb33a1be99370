package io.nerest.arguments;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** One argument's value, from its text. */
final class ArgumentValue {
    private ArgumentValue() {}

    static Object parse(String name, Class<?> kind, String text, Argument argument) {
        if (kind == int.class) {
            double least = Math.max(argument.min(), Integer.MIN_VALUE);
            double greatest = Math.min(argument.max(), Integer.MAX_VALUE);
            return (int) whole(name, text, least, greatest);
        }
        if (kind == long.class) {
            return whole(name, text, argument.min(), argument.max());
        }
        if (kind == double.class) {
            return number(name, text, argument.min(), argument.max());
        }
        if (kind == boolean.class) {
            return truth(name, text);
        }
        if (kind.isEnum()) {
            return constant(name, kind, text);
        }
        if (kind == String.class) {
            return text;
        }
        throw new IllegalStateException("arguments cannot be of " + kind);
    }

    private static long whole(String name, String text, double min, double max) {
        try {
            long value = Long.parseLong(text);
            checkRange(name, text, (double) value, min, max);
            return value;
        } catch (NumberFormatException notWhole) {
            throw refused(name, text, "must be a whole number");
        }
    }

    private static double number(String name, String text, double min, double max) {
        try {
            double value = Double.parseDouble(text);
            if (!Double.isFinite(value)) {
                throw refused(name, text, "must be a finite number");
            }
            checkRange(name, text, value, min, max);
            return value;
        } catch (NumberFormatException notNumber) {
            throw refused(name, text, "must be a number");
        }
    }

    private static void checkRange(String name, String text, double value, double min, double max) {
        if (value < min) {
            throw refused(name, text, "must be at least " + plain(min));
        }
        if (value > max) {
            throw refused(name, text, "must be at most " + plain(max));
        }
    }

    private static boolean truth(String name, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused(name, text, "must be True or False");
        };
    }

    private static Object constant(String name, Class<?> kind, String text) {
        return Arrays.stream(kind.getEnumConstants())
                .filter(candidate -> candidate.toString().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> refused(
                        name,
                        text,
                        "must be one of "
                                + Arrays.stream(kind.getEnumConstants())
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", "))));
    }

    private static IllegalArgumentException refused(String name, String text, String reason) {
        return new IllegalArgumentException(name + "=" + text + ": " + reason);
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
