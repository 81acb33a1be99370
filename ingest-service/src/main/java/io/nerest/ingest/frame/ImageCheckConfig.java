package io.nerest.ingest.frame;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How many images are decoded at one time at intake. */
@ConfigMapping(prefix = "nerest.ingest.image-check")
public interface ImageCheckConfig {
    @ConfigDescription(
            "Images that are decoded at one time. Each takes up to three bytes per pixel of `nerest.image.max-pixels`, outside the heap.")
    @WithDefault("2")
    @Min(1) int parallel();

    @ConfigDescription("How long an image waits to be decoded; after it, the request is answered with 503.")
    @WithDefault("30s")
    @DurationMin(millis = 1)
    Duration waitLimit();
}
