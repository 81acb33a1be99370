package io.nerest.trainer.job;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who this process is: a name that a restarted pod has again, so that it finds its own jobs. */
@ApplicationScoped
public class Pod {
    private final String name;

    Pod(
            @ConfigProperty(name = "nerest.pod") Optional<String> name,
            @ConfigProperty(name = "HOSTNAME") Optional<String> hostname) {
        this.name = name.or(() -> hostname).orElse("trainer");
    }

    public String name() {
        return name;
    }
}
