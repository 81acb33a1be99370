package io.nerest.ingest.annotation;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** The CVAT whose annotations become labels. */
@ConfigMapping(prefix = "nerest.ingest.cvat")
public interface CvatConfig {
    @ConfigDescription(
            "Address of CVAT, such as `http://localhost:8080`. Without it, annotations of CVAT are not read.")
    Optional<URI> url();

    @ConfigDescription(
            "Value of the header `Authorization` of requests to CVAT: `Bearer ` and a personal access token, or `Token ` and the key of an older CVAT. A secret.")
    Optional<String> authorization();

    @ConfigDescription(
            "Secret of CVAT's webhook. If it is set, events must have its signature (`X-Signature-256`). A secret.")
    Optional<String> webhookSecret();

    @ConfigDescription("Longest time of one request to CVAT.")
    @WithDefault("30s")
    @DurationMin(seconds = 1)
    Duration timeout();
}
