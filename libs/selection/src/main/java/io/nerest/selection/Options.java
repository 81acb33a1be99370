package io.nerest.selection;

import io.nerest.arguments.NearestName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Settings by name as they come in JSON; each is read by type, and what nobody has read is refused by name. */
final class Options {

    private final Map<String, Object> values;
    private final Set<String> known = new TreeSet<>();

    /**
     * Settings that came as JSON.
     *
     * @throws InvalidSelectionException where one is null, which is neither a value nor the absence of one
     */
    Options(Map<String, ? extends @Nullable Object> values) {
        values.forEach((name, value) -> {
            if (value == null) {
                throw new InvalidSelectionException(
                        "setting '" + name + "' is null; give it a value, or leave it out for its default");
            }
        });
        this.values = Map.copyOf(values);
    }

    Optional<String> text(String name) {
        Object value = read(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(text);
        }
        throw new InvalidSelectionException("setting '" + name + "' is " + value + ", but must be a text");
    }

    /** Several texts, none where the setting is not given. */
    List<String> texts(String name) {
        Object value = read(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw new InvalidSelectionException("setting '" + name + "' is " + value + ", but must be a list of texts");
    }

    double number(String name, double otherwise) {
        Object value = read(name);
        if (value == null) {
            return otherwise;
        }
        double number = value instanceof Number n ? n.doubleValue() : parse(name, value);
        if (!Double.isFinite(number)) {
            throw new InvalidSelectionException("setting '" + name + "' is " + number + ", but must be finite");
        }
        return number;
    }

    int count(String name, int otherwise) {
        double number = number(name, otherwise);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw new InvalidSelectionException(
                    "setting '" + name + "' is " + number + ", but must be a whole number of at most 2147483647");
        }
        return (int) number;
    }

    boolean flag(String name, boolean otherwise) {
        Object value = read(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        if ("true".equals(value) || "false".equals(value)) {
            return Boolean.parseBoolean(value.toString());
        }
        throw new InvalidSelectionException("setting '" + name + "' is " + value + ", but must be true or false");
    }

    /** A setting made of settings, such as the shares of a mix. */
    Map<String, Object> nested(String name) {
        Object value = read(name);
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map && map.keySet().stream().allMatch(String.class::isInstance)) {
            @SuppressWarnings("unchecked") // all keys were just seen to be texts
            Map<String, Object> checked = (Map<String, Object>) map;
            return checked;
        }
        throw new InvalidSelectionException("setting '" + name + "' is " + value + ", but must be an object");
    }

    /** Refuses what no reader has asked for. */
    void refuseUnknown(String strategy) {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new InvalidSelectionException("setting '" + name + "' is not known to strategy '" + strategy + "'"
                        + NearestName.hint(name, List.copyOf(known)));
            }
        }
    }

    private @Nullable Object read(String name) {
        known.add(name);
        return values.get(name);
    }

    private static double parse(String name, Object value) {
        try {
            return Double.parseDouble(value.toString());
        } catch (NumberFormatException e) {
            throw new InvalidSelectionException("setting '" + name + "' is '" + value + "', but must be a number");
        }
    }
}
