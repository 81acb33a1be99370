package io.nerest.selection;

import io.nerest.arguments.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A typed setting: its name, range, default and help in one place, from which values are parsed and help is printed.
 * Values come from JSON or as text from a command line.
 *
 * @param <T> type of its value
 */
public final class Setting<T> {

    private final SettingDescription description;
    private final T byDefault;
    private final Parser<T> parser;
    private final Predicate<T> inRange;

    /** Reads a value of JSON, or its text. */
    @FunctionalInterface
    private interface Parser<T> {
        /** @throws IllegalArgumentException if it is no such value; the message continues "..., but must be" */
        T parse(Object value);
    }

    private Setting(SettingDescription description, T byDefault, Parser<T> parser, Predicate<T> inRange) {
        this.description = description;
        this.byDefault = byDefault;
        this.parser = parser;
        this.inRange = inRange;
    }

    /** A finite number in [min, max]. */
    static Setting<Double> number(String name, double min, double max, double byDefault, String help) {
        return new Setting<>(
                describe(name, "number", "[" + plain(min) + ", " + plain(max) + "]", plain(byDefault), help),
                byDefault,
                Setting::finite,
                value -> value >= min && value <= max);
    }

    /** A finite number in (min, max]. */
    static Setting<Double> numberAbove(String name, double min, double max, double byDefault, String help) {
        return new Setting<>(
                describe(name, "number", "(" + plain(min) + ", " + plain(max) + "]", plain(byDefault), help),
                byDefault,
                Setting::finite,
                value -> value > min && value <= max);
    }

    /** A whole number in [min, max]. */
    static Setting<Integer> integer(String name, int min, int max, int byDefault, String help) {
        return new Setting<>(
                describe(name, "integer", "[" + min + ", " + max + "]", String.valueOf(byDefault), help),
                byDefault,
                Setting::whole,
                value -> value >= min && value <= max);
    }

    static Setting<Boolean> flag(String name, boolean byDefault, String help) {
        return new Setting<>(
                describe(name, "boolean", "", String.valueOf(byDefault), help),
                byDefault,
                Setting::truth,
                value -> true);
    }

    /** One of an enum's constants, written in lower case with hyphens. */
    static <E extends Enum<E>> Setting<E> choice(String name, Class<E> type, E byDefault, String help) {
        Map<String, E> constants = new TreeMap<>();
        Arrays.stream(type.getEnumConstants()).forEach(constant -> constants.put(kebab(constant), constant));
        return choice(name, constants, kebab(byDefault), help);
    }

    /** One of several named values. */
    static <T> Setting<T> choice(String name, Map<String, T> named, String byDefault, String help) {
        return choice(name, named, Map.of(), byDefault, help);
    }

    /**
     * One of several named values, which can have old names too.
     *
     * @param oldNames the current name by old name; old names are read, but not listed
     */
    static <T> Setting<T> choice(
            String name, Map<String, T> named, Map<String, String> oldNames, String byDefault, String help) {
        List<String> names = named.keySet().stream().sorted().toList();
        return new Setting<>(
                new SettingDescription(name, "text", String.join(" | ", names), names, byDefault, help),
                Objects.requireNonNull(named.get(byDefault), byDefault),
                value -> {
                    String given = text(value).strip().toLowerCase(Locale.ROOT);
                    T constant = named.get(oldNames.getOrDefault(given, given));
                    if (constant == null) {
                        throw new IllegalArgumentException("one of " + String.join(", ", names)
                                + NearestName.to(value.toString(), names)
                                        .map(nearest -> "; did you mean '" + nearest + "'?")
                                        .orElse(""));
                    }
                    return constant;
                },
                value -> true);
    }

    /** A text that a function reads; what the function throws names the value. */
    static <T> Setting<T> text(String name, String syntax, T byDefault, Function<String, T> reader, String help) {
        return new Setting<>(
                describe(name, "text", syntax, byDefault.toString(), help),
                byDefault,
                value -> reader.apply(text(value)),
                value -> true);
    }

    /** Several texts: a list, or one text with commas between them. */
    static Setting<List<String>> texts(String name, String help) {
        return new Setting<>(describe(name, "list", "", "none", help), List.of(), Setting::list, value -> true);
    }

    /** Several numbers in [min, max]: a list, or one text with commas between them. */
    static Setting<List<Double>> numbers(String name, double min, double max, String help) {
        return new Setting<>(
                describe(name, "list", "numbers in [" + plain(min) + ", " + plain(max) + "]", "none", help),
                List.of(),
                value -> elements(value, "a list of numbers").stream()
                        .map(Setting::finite)
                        .toList(),
                values -> values.stream().allMatch(value -> value >= min && value <= max));
    }

    /** Shares by name: an object, or a text such as {@code entropy:0.6,core-set:0.3}. */
    static Setting<Map<String, Double>> shares(String name, Map<String, Double> byDefault, String help) {
        return new Setting<>(
                describe(name, "object", "{name: share above 0}", new TreeMap<>(byDefault).toString(), help),
                byDefault,
                Setting::shares,
                shares -> shares.values().stream().allMatch(share -> share > 0 && share <= 1e6));
    }

    String name() {
        return description.name();
    }

    SettingDescription description() {
        return description;
    }

    T byDefault() {
        return byDefault;
    }

    /**
     * Reads a value.
     *
     * @throws InvalidSelectionException if it is of another type or out of range; the message names the setting, the
     *     value and the range
     */
    T parse(Object value) {
        T parsed;
        try {
            parsed = parser.parse(value);
        } catch (InvalidSelectionException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidSelectionException("setting '" + name() + "' is '" + value + "', but must be "
                    + e.getMessage() + (isInterval() ? " in " + description.range() : ""));
        }
        return check(parsed);
    }

    /**
     * Returns the value if it is in range.
     *
     * @throws InvalidSelectionException if not; the message names the setting, the value and the range
     */
    T check(T value) {
        if (!inRange.test(value)) {
            throw new InvalidSelectionException("setting '" + name() + "' is " + value + ", but must be "
                    + (isInterval() ? "in " : "") + description.range());
        }
        return value;
    }

    private boolean isInterval() {
        return description.range().startsWith("[") || description.range().startsWith("(");
    }

    private static SettingDescription describe(String name, String type, String range, String byDefault, String help) {
        return new SettingDescription(name, type, range, List.of(), byDefault, help);
    }

    private static double finite(Object value) {
        double number;
        try {
            number = value instanceof Number n ? n.doubleValue() : Double.parseDouble(value.toString());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a number", e);
        }
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("a finite number");
        }
        return number;
    }

    private static int whole(Object value) {
        double number = finite(value);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a whole number");
        }
        return (int) number;
    }

    private static boolean truth(Object value) {
        return switch (value.toString()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false");
        };
    }

    private static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("a text");
    }

    private static List<String> list(Object value) {
        List<?> elements = elements(value, "a list of texts");
        if (!elements.stream().allMatch(String.class::isInstance)) {
            throw new IllegalArgumentException("a list of texts");
        }
        return elements.stream().map(String.class::cast).toList();
    }

    private static List<?> elements(Object value, String what) {
        if (value instanceof String text) {
            return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException(what);
    }

    private static Map<String, Double> shares(Object value) {
        Map<String, Double> shares = new TreeMap<>();
        if (value instanceof String text) {
            for (String part : text.split(",", -1)) {
                int colon = part.indexOf(':');
                if (colon < 1) {
                    throw new IllegalArgumentException("shares such as entropy:0.6,core-set:0.3");
                }
                shares.put(part.substring(0, colon).strip(), finite(part.substring(colon + 1)));
            }
            return shares;
        }
        if (value instanceof Map<?, ?> map && map.keySet().stream().allMatch(String.class::isInstance)) {
            map.forEach((name, share) -> {
                if (share == null) {
                    throw new InvalidSelectionException("the share of '" + name + "' is null; give a number above 0");
                }
                shares.put((String) name, finite(share));
            });
            return shares;
        }
        throw new IllegalArgumentException("an object of shares by strategy");
    }

    private static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
