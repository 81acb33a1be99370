package io.nerest.ingest.bucket;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one bucket that frames lie in. */
@ApplicationScoped
class WatchedBucket {
    private final String name;

    WatchedBucket(@ConfigProperty(name = "nerest.s3.bucket") String name) {
        this.name = name;
    }

    String name() {
        return name;
    }
}
