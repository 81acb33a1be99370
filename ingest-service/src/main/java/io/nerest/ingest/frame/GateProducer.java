package io.nerest.ingest.frame;

import io.nerest.vision.image.ImageLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The gate with this deployment's limits. */
@ApplicationScoped
class GateProducer {
    @Produces
    @jakarta.inject.Singleton
    ImageGate gate(
            @ConfigProperty(name = "nerest.ingest.max-bytes", defaultValue = "40000000") long maxBytes,
            @ConfigProperty(name = "nerest.ingest.max-pixels", defaultValue = "50000000") long maxPixels) {
        ImageLimits usual = ImageLimits.DEFAULT;
        return new ImageGate(new ImageLimits(maxBytes, maxPixels, usual.minSide(), usual.maxSide()), Clock.systemUTC());
    }
}
