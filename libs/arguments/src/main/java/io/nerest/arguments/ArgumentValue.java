package io.nerest.arguments;

import java.util.Locale;
import java.util.function.Predicate;

/** Parses and checks the text of one argument. */
final class ArgumentValue {
    private final ArgumentDescription argument;
    private final String text;

    private ArgumentValue(ArgumentDescription argument, String text) {
        this.argument = argument;
        this.text = text;
    }

    /**
     * Parses a value.
     *
     * @param type Java type of the record component
     * @throws InvalidArgumentException if the text is not a value of the type or outside the argument's range
     */
    static Object parse(ArgumentDescription argument, Class<?> type, String text) {
        ArgumentValue value = new ArgumentValue(argument, text.trim());
        return switch (argument.type()) {
            case INTEGER -> type == int.class ? (Object) Math.toIntExact(value.integer(type)) : value.integer(type);
            case NUMBER -> value.number();
            case BOOLEAN -> value.bool();
            case CHOICE -> type.isEnum() ? value.constant(type) : value.choice();
            case TEXT -> value.text;
        };
    }

    private long integer(Class<?> type) {
        long value;
        try {
            value = Long.parseLong(text);
        } catch (NumberFormatException notAnInteger) {
            throw invalid("must be a whole number");
        }
        checkRange((double) value);
        if (type == int.class && (int) value != value) {
            throw invalid("must be between " + Integer.MIN_VALUE + " and " + Integer.MAX_VALUE);
        }
        int multipleOf = argument.multipleOf();
        if (value % multipleOf != 0) {
            throw invalid("must be a multiple of %d, such as %d"
                    .formatted(multipleOf, (value / multipleOf + 1) * multipleOf));
        }
        return value;
    }

    private double number() {
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            throw invalid("must be a number");
        }
        if (!Double.isFinite(value)) {
            throw invalid("must be a finite number");
        }
        checkRange(value);
        return value;
    }

    private void checkRange(double value) {
        Double min = argument.min();
        if (min != null && value < min) {
            throw invalid("must be at least " + plain(min));
        }
        Double above = argument.above();
        if (above != null && value <= above) {
            throw invalid("must be greater than " + plain(above));
        }
        Double max = argument.max();
        if (max != null && value > max) {
            throw invalid("must be at most " + plain(max));
        }
    }

    private boolean bool() {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid("must be True or False");
        };
    }

    private String choice() {
        return argument.choices().stream()
                .filter(isText())
                .findFirst()
                .orElseThrow(() -> invalid("must be one of " + String.join(", ", argument.choices())));
    }

    private Object constant(Class<?> type) {
        int index = argument.choices().indexOf(choice());
        return type.getEnumConstants()[index];
    }

    private Predicate<String> isText() {
        return text::equalsIgnoreCase;
    }

    private InvalidArgumentException invalid(String reason) {
        return InvalidArgumentException.ofValue(argument.name(), text, reason);
    }

    static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
