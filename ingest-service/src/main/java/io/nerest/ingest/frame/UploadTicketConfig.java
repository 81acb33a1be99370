package io.nerest.ingest.frame;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How long images are kept that were uploaded to the object store by a ticket, and not confirmed. */
@ConfigMapping(prefix = "nerest.ingest.tickets")
public interface UploadTicketConfig {
    @ConfigDescription("How long an uploaded image waits for its confirmation. Afterwards it is removed.")
    @WithDefault("24h")
    @DurationMin(minutes = 16)
    Duration keptFor();

    @ConfigDescription("Time between two removals of uploaded images that were not confirmed.")
    @WithDefault("10m")
    @DurationMin(seconds = 1)
    Duration removeEvery();
}
