package io.nerest.arguments;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Binds named text values to a record whose components carry {@link Argument}, or are records of such components.
 *
 * @param <R> the record
 */
public final class ArgumentRecord<R extends Record> {
    private final Class<R> type;
    private final Map<String, ArgumentDescription> descriptions = new LinkedHashMap<>();

    public ArgumentRecord(Class<R> type) {
        this.type = type;
        for (ArgumentDescription description : describe(type)) {
            descriptions.put(description.name(), description);
        }
    }

    /** Returns the schema of all arguments, in the order of the components. */
    public List<ArgumentDescription> descriptions() {
        return List.copyOf(descriptions.values());
    }

    /**
     * Creates the record; arguments that are not given take their defaults.
     *
     * @param given text by argument name
     * @throws InvalidArgumentException if a name is unknown or a value cannot be used
     */
    public R read(Map<String, String> given) {
        for (String name : new TreeSet<>(given.keySet())) {
            if (!descriptions.containsKey(name)) {
                throw new InvalidArgumentException(name, NearestName.unknown("argument", name, descriptions.keySet()));
            }
        }
        return create(type, given);
    }

    /** Returns the values by name, in the order of the components: numbers, booleans and text. */
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
                found.add(ArgumentDescription.of(name(component), component.getType(), annotation(component)));
            }
        }
        return found;
    }

    private <T> T create(Class<T> group, Map<String, String> given) {
        RecordComponent[] components = group.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Class<?> component = components[i].getType();
            values[i] = component.isRecord() ? create(component, given) : value(components[i], given);
        }
        try {
            return group.getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(values);
        } catch (InvocationTargetException rejected) {
            if (rejected.getCause() instanceof IllegalArgumentException reason) {
                throw reason;
            }
            throw new IllegalStateException("cannot create " + group.getSimpleName(), rejected.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("cannot create " + group.getSimpleName(), impossible);
        }
    }

    private Object value(RecordComponent component, Map<String, String> given) {
        String name = name(component);
        ArgumentDescription description = descriptions.get(name);
        if (description == null) {
            throw new IllegalStateException("no argument is described as " + name);
        }
        String text = given.getOrDefault(name, description.defaultValue());
        return ArgumentValue.parse(description, component.getType(), text);
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
                into.put(name(component), value instanceof Enum<?> constant ? constant.toString() : value);
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

    private static String name(RecordComponent component) {
        return component.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
