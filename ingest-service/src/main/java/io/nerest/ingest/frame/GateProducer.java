package io.nerest.ingest.frame;

import io.nerest.pictures.PictureLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The gate with this deployment's limits. */
@ApplicationScoped
class GateProducer {
    @Produces
    @jakarta.inject.Singleton
    PictureGate gate(
            @ConfigProperty(name = "nerest.ingest.max-bytes", defaultValue = "40000000") long maxBytes,
            @ConfigProperty(name = "nerest.ingest.max-pixels", defaultValue = "50000000") long maxPixels) {
        PictureLimits usual = PictureLimits.DEFAULT;
        return new PictureGate(
                new PictureLimits(maxBytes, maxPixels, usual.minSide(), usual.maxSide()), Clock.systemUTC());
    }
}
