package io.nerest.testing.config;

import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads a {@code @ConfigMapping} interface from given properties alone, with the same converters and constraints as a
 * running service. For tests of defaults, property names and constraints.
 */
public final class MappedConfig {
    private static final int ORDINAL = 100;

    private MappedConfig() {}

    /** Validates mappings with Bean Validation, as Quarkus does at start-up. */
    private enum Constraints implements BeanValidationConfigValidator {
        INSTANCE;

        private static final Validator VALIDATOR =
                Validation.buildDefaultValidatorFactory().getValidator();

        @Override
        public Validator getValidator() {
            return VALIDATOR;
        }
    }

    /**
     * Reads a mapping.
     *
     * @param type interface annotated with {@code @ConfigMapping}
     * @param properties values by full property name; all others have their defaults
     * @throws io.smallrye.config.ConfigValidationException if a value is missing or breaks a constraint
     */
    public static <T> T of(Class<T> type, Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withValidator(Constraints.INSTANCE)
                .withSources(new PropertiesConfigSource(properties, "test", ORDINAL))
                .withMapping(type)
                .build()
                .getConfigMapping(type);
    }

    /** Reads a mapping without any property set. */
    public static <T> T defaults(Class<T> type) {
        return of(type, Map.of());
    }

    /**
     * Reads a mapping from properties that must name all of its properties, each with a value other than its default. So a
     * test fails when a property is added, renamed or removed without it.
     *
     * @throws AssertionError if a property is missing, unknown, or has its default value
     */
    public static <T> T full(Class<T> type, Map<String, String> properties) {
        Map<String, Property> mapped = properties(type);
        if (!properties.keySet().equals(mapped.keySet())) {
            throw new AssertionError(type.getSimpleName() + " maps " + new TreeSet<>(mapped.keySet())
                    + ", but the test sets " + new TreeSet<>(properties.keySet()));
        }
        mapped.forEach((name, property) -> {
            if (property.hasDefaultValue() && property.getDefaultValue().equals(properties.get(name))) {
                throw new AssertionError("the test sets " + name + " to its default: it would pass unread");
            }
        });
        return of(type, properties);
    }

    /** Returns the properties of a mapping by full name; a list has one entry, not a second one for its elements. */
    static Map<String, Property> properties(Class<?> type) {
        Map<String, Property> properties = new TreeMap<>(ConfigMappings.getProperties(ConfigClass.configClass(type)));
        properties.keySet().removeIf(name -> name.endsWith("[*]"));
        return properties;
    }
}
