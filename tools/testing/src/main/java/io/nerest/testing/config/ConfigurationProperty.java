package io.nerest.testing.config;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.common.utils.StringUtil;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One documented property.
 *
 * @param name full property name
 * @param type type in plain words
 * @param defaultValue text of the default; empty if there is none
 * @param allowed constraints in plain words; empty if there are none
 * @param description one sentence
 */
record ConfigurationProperty(String name, String type, String defaultValue, String allowed, String description) {
    private static final Map<Class<?>, String> TYPES = Map.ofEntries(
            Map.entry(int.class, "integer"),
            Map.entry(long.class, "integer"),
            Map.entry(double.class, "number"),
            Map.entry(boolean.class, "true or false"),
            Map.entry(String.class, "text"));

    static ConfigurationProperty of(String name, Property property) {
        Method method = property.getMethod();
        ConfigDescription description = method.getAnnotation(ConfigDescription.class);
        if (description == null) {
            throw new AssertionError(method + " has no @ConfigDescription");
        }
        boolean optional = method.getReturnType().getSimpleName().startsWith("Optional");
        return new ConfigurationProperty(
                name,
                type(method.getGenericReturnType()),
                property.hasDefaultValue()
                        ? "`" + property.getDefaultValue() + "`"
                        : optional ? "not set" : "**required**",
                constraints(method),
                description.value());
    }

    String row() {
        String variable = StringUtil.replaceNonAlphanumericByUnderscores(name).toUpperCase(Locale.ROOT);
        return "| `" + name + "` | `" + variable + "` | "
                + String.join(" | ", type, defaultValue, allowed, description.replace("|", "\\|")) + " |";
    }

    private static String type(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            String inner = type(arguments[arguments.length - 1]);
            Class<?> raw = (Class<?>) generic.getRawType();
            return raw.getSimpleName().startsWith("Optional")
                    ? inner
                    : raw.getSimpleName().toLowerCase(Locale.ROOT) + " of " + inner;
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return Arrays.stream(plain.getEnumConstants())
                    .map(constant ->
                            "`" + constant.toString().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
                    .collect(Collectors.joining(", "));
        }
        return TYPES.getOrDefault(
                plain,
                switch (plain.getSimpleName()) {
                    case "Integer", "Long", "OptionalInt", "OptionalLong" -> "integer";
                    case "Double", "OptionalDouble" -> "number";
                    case "Boolean" -> "true or false";
                    case "URI", "URL" -> plain.getSimpleName();
                    default ->
                        plain.getSimpleName()
                                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                                .toLowerCase(Locale.ROOT);
                });
    }

    private static String constraints(Method method) {
        List<Annotation> annotations = new ArrayList<>(List.of(method.getAnnotations()));
        AnnotatedType type = method.getAnnotatedReturnType();
        annotations.addAll(List.of(type.getAnnotations()));
        if (type instanceof AnnotatedParameterizedType generic) {
            for (AnnotatedType argument : generic.getAnnotatedActualTypeArguments()) {
                annotations.addAll(List.of(argument.getAnnotations()));
            }
        }
        return annotations.stream()
                .distinct()
                .filter(ConfigurationProperty::isConstraint)
                .map(ConfigurationProperty::constraint)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static boolean isConstraint(Annotation annotation) {
        return annotation.annotationType().isAnnotationPresent(jakarta.validation.Constraint.class);
    }

    private static String constraint(Annotation annotation) {
        String kind = annotation.annotationType().getSimpleName();
        return switch (kind) {
            case "Min" -> "at least " + value(annotation, "value");
            case "Max" -> "at most " + value(annotation, "value");
            case "DecimalMin" -> (inclusive(annotation) ? "at least " : "above ") + value(annotation, "value");
            case "DecimalMax" -> (inclusive(annotation) ? "at most " : "below ") + value(annotation, "value");
            case "Positive" -> "above 0";
            case "PositiveOrZero" -> "at least 0";
            case "NotBlank", "NotEmpty" -> "not empty";
            case "Pattern" -> "matches `" + value(annotation, "regexp") + "`";
            case "Size" -> "length " + value(annotation, "min") + " to " + value(annotation, "max");
            case "DurationMin" -> "at least " + duration(annotation);
            case "DurationMax" -> "at most " + duration(annotation);
            default -> kind;
        };
    }

    private static boolean inclusive(Annotation annotation) {
        return Objects.equals(value(annotation, "inclusive"), true);
    }

    private static String duration(Annotation annotation) {
        return Map.of("days", " d", "hours", " h", "minutes", " min", "seconds", " s", "millis", " ms", "nanos", " ns")
                .entrySet()
                .stream()
                .filter(unit -> ((Number) value(annotation, unit.getKey())).longValue() != 0)
                .map(unit -> value(annotation, unit.getKey()) + unit.getValue())
                .sorted()
                .collect(Collectors.collectingAndThen(Collectors.joining(" "), text -> text.isEmpty() ? "0" : text));
    }

    private static Object value(Annotation annotation, String name) {
        try {
            return annotation.annotationType().getMethod(name).invoke(annotation);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(annotation + " has no attribute " + name, e);
        }
    }
}
