package io.nerest.service.http;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** How many bytes of request bodies a service accepts. */
@ConfigMapping(prefix = "nerest.http")
public interface BodyConfig {
    @ConfigDescription("Longest JSON body in bytes. A parsed body takes up to ten times as much memory.")
    @WithDefault("4194304")
    @Min(1) long maxJsonBytes();

    @ConfigDescription(
            "Bytes of JSON bodies in progress at one time, in all requests together. A request that exceeds it is answered with 503 and `Retry-After`.")
    @WithDefault("16777216")
    @Min(1) long maxJsonBytesInProgress();

    @ConfigDescription(
            "Longest form body in bytes, files included. Files are stored on disk while the request is handled. `quarkus.http.limits.max-body-size` must not be smaller.")
    @WithDefault("134217728")
    @Min(1) long maxFormBytes();

    @ConfigDescription(
            "Bytes of form bodies in progress at one time, in all requests together: the disk space for uploads. A request that exceeds it is answered with 503 and `Retry-After`.")
    @WithDefault("536870912")
    @Min(1) long maxFormBytesInProgress();
}
