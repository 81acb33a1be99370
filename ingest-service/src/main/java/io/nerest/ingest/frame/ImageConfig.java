package io.nerest.ingest.frame;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** Limits for images that become frames. */
@ConfigMapping(prefix = "nerest.ingest.image")
public interface ImageConfig {
    @ConfigDescription("Longest accepted image file in bytes.")
    @WithDefault("40000000")
    @Min(1) long maxBytes();

    @ConfigDescription("Largest accepted product of width and height. A decoded image takes three bytes per pixel.")
    @WithDefault("50000000")
    @Min(1) long maxPixels();
}
