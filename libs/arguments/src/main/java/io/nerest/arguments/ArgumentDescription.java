package io.nerest.arguments;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Schema of one argument.
 *
 * @param name in snake case
 * @param type of its value
 * @param defaultValue in the notation of the command line; empty if there is none
 * @param help one line
 * @param min smallest allowed number; null if unbounded
 * @param above exclusive lower bound of a number; null if there is none
 * @param max largest allowed number; null if unbounded
 * @param multipleOf the number must be a multiple of it; 1 if any will do
 * @param choices allowed values of a {@link ArgumentType#CHOICE}, otherwise empty
 */
public record ArgumentDescription(
        String name,
        ArgumentType type,
        String defaultValue,
        String help,
        @Nullable Double min,
        @Nullable Double above,
        @Nullable Double max,
        int multipleOf,
        List<String> choices) {

    public ArgumentDescription {
        choices = List.copyOf(choices);
    }

    static ArgumentDescription of(String name, Class<?> type, Argument argument) {
        return new ArgumentDescription(
                name,
                ArgumentType.of(type, argument),
                argument.defaultValue(),
                argument.help(),
                finite(argument.min()),
                finite(argument.above()),
                finite(argument.max()),
                argument.multipleOf(),
                choices(type, argument));
    }

    /** Returns a copy with another default, in the notation of the command line. */
    public ArgumentDescription withDefault(String value) {
        return new ArgumentDescription(name, type, value, help, min, above, max, multipleOf, choices);
    }

    private static List<String> choices(Class<?> type, Argument argument) {
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants()).map(Object::toString).toList()
                : List.of(argument.choices());
    }

    private static @Nullable Double finite(double bound) {
        return Double.isFinite(bound) ? bound : null;
    }
}
