package io.nerest.trainer.pod;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The name under which this pod claims jobs: the configured one, or a random one that no other pod has. */
@ApplicationScoped
public class PodName {
    private final String name;

    PodName(TrainerConfig config) {
        this.name = config.pod()
                .filter(configured -> !configured.isBlank())
                .orElseGet(() -> "trainer-" + UUID.randomUUID());
    }

    public String value() {
        return name;
    }
}
