package io.nerest.service.objects;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where the object store is. */
@ConfigMapping(prefix = "nerest.s3")
public interface ObjectStoreConfig {
    @WithDefault("http://localhost:9000")
    URI endpoint();

    @WithDefault("nerest")
    String accessKey();

    @WithDefault("nerest-secret")
    String secretKey();

    /** The one bucket that everything lies in. */
    @WithDefault("nerest")
    String bucket();

    @WithDefault("us-east-1")
    String region();

    /** Longest wait for a connection, and between two reads. */
    @WithDefault("20s")
    Duration timeout();

    /** Attempts at a request whose failure may pass, before the caller hears of it. */
    @WithDefault("4")
    int attempts();

    /** Pause before the second attempt; doubled for each further one. */
    @WithDefault("200ms")
    Duration firstPause();

    /** Longest object that is taken, in memory or into a file, in bytes. */
    @WithDefault("1073741824")
    long longestObject();
}
