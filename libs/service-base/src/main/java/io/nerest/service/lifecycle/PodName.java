package io.nerest.service.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Name of this process in events, leases and metrics: unique among the pods of a service. */
@ApplicationScoped
public class PodName {
    private static final int SUFFIX_LENGTH = 8;

    private final String value;

    PodName(
            PodConfig config,
            @ConfigProperty(name = "HOSTNAME") Optional<String> hostname,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.value = config.name().or(() -> hostname).orElseGet(() -> application + "-" + randomSuffix());
    }

    private static String randomSuffix() {
        return UUID.randomUUID().toString().substring(0, SUFFIX_LENGTH);
    }

    /** Returns the name. */
    public String value() {
        return value;
    }
}
