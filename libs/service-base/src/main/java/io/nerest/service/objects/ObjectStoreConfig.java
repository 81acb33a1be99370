package io.nerest.service.objects;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Address, credentials and limits of the object store. */
@ConfigMapping(prefix = "nerest.s3")
public interface ObjectStoreConfig {
    @WithDefault("http://localhost:9000")
    @ConfigDescription("Address of the S3 service.")
    URI endpoint();

    @ConfigDescription(
            "Address of the S3 service in the URLs by which clients upload to it. Set it if clients cannot reach the endpoint, as one inside a cluster.")
    Optional<URI> publicEndpoint();

    @NotBlank @ConfigDescription("Access key of the S3 service.")
    String accessKey();

    @NotBlank @ConfigDescription("Secret key of the S3 service.")
    String secretKey();

    @NotBlank @WithDefault("nerest")
    @ConfigDescription("Bucket of all frames, snapshots and models. It is created if it does not exist.")
    String bucket();

    @NotBlank @WithDefault("us-east-1")
    @ConfigDescription("Region of the S3 service.")
    String region();

    @DurationMin(millis = 1)
    @WithDefault("20s")
    @ConfigDescription("Limit for connecting, and for each read and write on the connection.")
    Duration timeout();

    @Min(1) @WithDefault("4")
    @ConfigDescription("Attempts at a request that fails for a transient reason, the first included.")
    int attempts();

    @DurationMin(millis = 1)
    @WithDefault("200ms")
    @ConfigDescription("Pause before the second attempt; doubled for each further attempt.")
    Duration firstPause();

    @Min(1) @WithDefault("1073741824")
    @ConfigDescription("Largest object that is read, in bytes.")
    long longestObject();
}
