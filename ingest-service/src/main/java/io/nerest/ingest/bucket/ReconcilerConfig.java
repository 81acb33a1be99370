package io.nerest.ingest.bucket;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** When the reconciler lists the bucket, and how much of it. */
@ConfigMapping(prefix = "nerest.ingest.reconciler")
public interface ReconcilerConfig {
    @ConfigDescription(
            "Time between two runs. Each lists the newest objects of each stream, and a slice of all objects.")
    @WithDefault("30s")
    @DurationMin(millis = 100)
    Duration every();

    @ConfigDescription(
            "Number of known objects after which a run stops the listing of a stream, and of its slice of all objects. The next run continues both; after the last slice it begins again. With 1,000 each 30 s, a million objects take 8.3 hours.")
    @WithDefault("1000")
    @Min(1) int slice();

    @ConfigDescription(
            "Number of the newest objects of a stream that are listed again each time, with all that sort after the first of them. It bounds how far a new key may sort before older ones without waiting until the slices have passed it.")
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
