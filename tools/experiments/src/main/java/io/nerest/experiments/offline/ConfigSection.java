package io.nerest.experiments.offline;

import io.nerest.arguments.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A mapping of a YAML file. Every key is read once; keys that none has read are refused. */
final class ConfigSection {
    private final String place;
    private final Map<String, @Nullable Object> given;
    private final Collection<String> known = new TreeSet<>();

    private ConfigSection(String place, Map<String, @Nullable Object> given) {
        this.place = place;
        this.given = given;
    }

    /** @throws IllegalArgumentException if the value is not a mapping */
    static ConfigSection of(String place, @Nullable Object value) {
        if (value != null && !(value instanceof Map<?, ?>)) {
            throw new IllegalArgumentException(place + " must be a mapping of names and values, not '" + value + "'");
        }
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> given.put(String.valueOf(key), item));
        }
        return new ConfigSection(place, given);
    }

    boolean has(String name) {
        known.add(name);
        return given.get(name) != null;
    }

    private @Nullable Object get(String name) {
        known.add(name);
        return given.get(name);
    }

    ConfigSection section(String name) {
        return of(place + ": " + name, get(name));
    }

    String text(String name, String otherwise) {
        Object value = get(name);
        if (value instanceof Map<?, ?> || value instanceof Collection<?>) {
            throw new IllegalArgumentException("%s: %s must be one value, not '%s'".formatted(place, name, value));
        }
        return value == null ? otherwise : value.toString();
    }

    int whole(String name, int otherwise, int least, int most) {
        String text = text(name, Integer.toString(otherwise));
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw new IllegalArgumentException(
                "%s: %s=%s: must be a whole number from %d to %d".formatted(place, name, text, least, most));
    }

    double number(String name, double otherwise, double least, double most) {
        String text = text(name, Double.toString(otherwise));
        try {
            double value = Double.parseDouble(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw new IllegalArgumentException(
                "%s: %s=%s: must be a number from %s to %s".formatted(place, name, text, least, most));
    }

    boolean flag(String name, boolean otherwise) {
        String text = text(name, Boolean.toString(otherwise));
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("%s: %s=%s: must be true or false".formatted(place, name, text));
        }
        return text.equals("true");
    }

    /** Texts of a list, or one text. */
    List<String> texts(String name) {
        Object value = get(name);
        if (value instanceof Map<?, ?> map) {
            // class names by number, as in a data.yaml
            return map.values().stream().map(String::valueOf).toList();
        }
        return value == null
                ? List.of()
                : value instanceof Collection<?> list
                        ? list.stream().map(String::valueOf).toList()
                        : List.of(value.toString());
    }

    /** The values of a section with free names. */
    Map<String, Object> values(String name) {
        ConfigSection section = section(name);
        Map<String, Object> values = new LinkedHashMap<>();
        section.given.forEach((key, value) -> {
            if (value == null) {
                throw new IllegalArgumentException(
                        "%s: %s has no value; give it one, or remove the line".formatted(section.place, key));
            }
            values.put(key, value);
        });
        return values;
    }

    /** Ignores keys that have no meaning here. */
    void ignore(String... names) {
        known.addAll(List.of(names));
    }

    /** @throws IllegalArgumentException if a key is unknown; the message names the nearest known one */
    void refuseUnknown() {
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        place + ": '" + name + "' is not known" + NearestName.hint(name, new ArrayList<>(known)));
            }
        }
    }
}
