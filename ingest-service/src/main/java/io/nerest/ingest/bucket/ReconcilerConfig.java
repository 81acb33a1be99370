package io.nerest.ingest.bucket;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** When the reconciler lists the bucket. */
@ConfigMapping(prefix = "nerest.ingest.reconciler")
public interface ReconcilerConfig {
    @ConfigDescription("Time between two listings of the newest objects of each stream.")
    @WithDefault("30s")
    @DurationMin(millis = 100)
    Duration every();

    @ConfigDescription("Time between two listings of all objects.")
    @WithDefault("1h")
    @DurationMin(millis = 100)
    Duration fullEvery();

    @ConfigDescription(
            "Number of the newest objects of a stream that are listed again each time, with all that sort after the first of them. It bounds how far a new key may sort before older ones without waiting for a listing of all objects.")
    @WithDefault("100")
    @Min(1) int overlap();

    @ConfigDescription(
            "Minimum age of an object that the reconciler registers. Younger objects may have a notification in progress.")
    @WithDefault("20s")
    @DurationMin(millis = 0)
    Duration minAge();

    @ConfigDescription(
            "Whether the images of all frames are listed too, once after the start, and those without a frame become frames again: set it for the start after a restore of an older database.")
    @WithDefault("false")
    boolean restoreContents();
}
