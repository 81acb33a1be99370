package io.nerest.service.images;

import io.nerest.system.ConfigDescription;
import io.nerest.vision.image.ImageLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** Limits of images, the same at intake, in scoring and in training. */
@ConfigMapping(prefix = "nerest.image")
public interface ImageConfig {
    @ConfigDescription("Longest accepted image file in bytes. Set the same value in all services.")
    @WithDefault("40000000")
    @Min(1) long maxBytes();

    @ConfigDescription(
            "Largest accepted product of width and height. A decoded image takes three bytes per pixel. Set the same value in all services.")
    @WithDefault("50000000")
    @Min(1) long maxPixels();

    /** Returns these limits, with the default limits of the sides. */
    default ImageLimits limits() {
        return new ImageLimits(maxBytes(), maxPixels(), ImageLimits.DEFAULT.minSide(), ImageLimits.DEFAULT.maxSide());
    }
}
