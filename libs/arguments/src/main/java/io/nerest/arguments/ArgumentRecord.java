package io.nerest.arguments;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Arguments as a record whose components are {@link Argument}s, or records of them.
 *
 * @param <R> the record
 */
public final class ArgumentRecord<R extends Record> {
    private final Class<R> type;
    private final List<ArgumentDescription> descriptions;

    public ArgumentRecord(Class<R> type) {
        this.type = type;
        this.descriptions = List.copyOf(describe(type));
    }

    /** All arguments in their order. */
    public List<ArgumentDescription> descriptions() {
        return descriptions;
    }

    public List<String> names() {
        return descriptions.stream().map(ArgumentDescription::name).toList();
    }

    /**
     * Reads the record from what was given; the rest takes its defaults.
     *
     * @param given text by argument name
     * @throws IllegalArgumentException where a name is unknown or a value cannot be used; the message says which and why
     */
    public R read(Map<String, String> given) {
        List<String> names = names();
        for (String name : given.keySet()) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(NearestName.unknown("argument", name, names));
            }
        }
        return create(type, given);
    }

    /** The values by name in their order: numbers, booleans and text. */
    public Map<String, Object> values(R arguments) {
        Map<String, Object> values = new LinkedHashMap<>();
        collect(arguments, values);
        return values;
    }

    private static List<ArgumentDescription> describe(Class<?> type) {
        List<ArgumentDescription> found = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType().isRecord()) {
                found.addAll(describe(component.getType()));
            } else {
                Argument argument = annotation(component);
                found.add(new ArgumentDescription(
                        snakeCase(component.getName()), component.getType(), argument.byDefault(), argument.help()));
            }
        }
        return found;
    }

    private static <T> T create(Class<T> type, Map<String, String> given) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Class<?> kind = components[i].getType();
            if (kind.isRecord()) {
                values[i] = create(kind, given);
            } else {
                Argument argument = annotation(components[i]);
                String name = snakeCase(components[i].getName());
                String text = given.getOrDefault(name, argument.byDefault()).trim();
                values[i] = ArgumentValue.parse(name, kind, text, argument);
            }
        }
        try {
            return type.getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(values);
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof IllegalArgumentException reason) {
                throw reason;
            }
            throw new IllegalStateException("cannot make " + type.getSimpleName(), refused.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("cannot make " + type.getSimpleName(), impossible);
        }
    }

    private static void collect(Record arguments, Map<String, Object> into) {
        for (RecordComponent component : arguments.getClass().getRecordComponents()) {
            Object value;
            try {
                value = component.getAccessor().invoke(arguments);
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException("cannot read " + component.getName(), impossible);
            }
            if (value instanceof Record group) {
                collect(group, into);
            } else {
                into.put(
                        snakeCase(component.getName()),
                        value instanceof Enum<?> constant ? constant.toString() : value);
            }
        }
    }

    private static Argument annotation(RecordComponent component) {
        Argument argument = component.getAnnotation(Argument.class);
        if (argument == null) {
            throw new IllegalStateException(component + " lacks @Argument");
        }
        return argument;
    }

    private static String snakeCase(String camelCase) {
        return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
