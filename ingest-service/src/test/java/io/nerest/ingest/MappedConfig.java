package io.nerest.ingest;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Maps properties to a configuration interface, as a service does at startup. */
public final class MappedConfig {
    private MappedConfig() {}

    public static <T> T of(Class<T> mapping, Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(mapping)
                .withDefaultValues(properties)
                .build()
                .getConfigMapping(mapping);
    }
}
