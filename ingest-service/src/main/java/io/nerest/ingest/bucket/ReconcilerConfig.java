package io.nerest.ingest.bucket;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** When the reconciler lists the bucket. */
@ConfigMapping(prefix = "nerest.ingest.reconciler")
public interface ReconcilerConfig {
    @ConfigDescription("Time between two listings of the bucket.")
    @WithDefault("30s")
    @DurationMin(millis = 100)
    Duration every();

    @ConfigDescription(
            "Minimum age of an object that the reconciler registers. Younger objects may have a notification or an upload in progress.")
    @WithDefault("20s")
    @DurationMin(millis = 0)
    Duration minAge();
}
