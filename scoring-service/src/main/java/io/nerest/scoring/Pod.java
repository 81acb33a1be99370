package io.nerest.scoring;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The name of this process in events and logs. */
@ApplicationScoped
public class Pod {
    private final String name;

    Pod(
            @ConfigProperty(name = "nerest.pod") Optional<String> name,
            @ConfigProperty(name = "HOSTNAME") Optional<String> hostname) {
        this.name = name.or(() -> hostname).orElse("scoring");
    }

    public String name() {
        return name;
    }
}
