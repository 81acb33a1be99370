package io.nerest.ingest.frame;

import io.nerest.vision.image.ImageLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Produces the validator with the configured limits. */
@ApplicationScoped
class FrameValidatorProducer {
    @Produces
    @Singleton
    FrameValidator validator(ImageConfig config) {
        ImageLimits defaults = ImageLimits.DEFAULT;
        return new FrameValidator(
                new ImageLimits(config.maxBytes(), config.maxPixels(), defaults.minSide(), defaults.maxSide()),
                Clock.systemUTC());
    }
}
