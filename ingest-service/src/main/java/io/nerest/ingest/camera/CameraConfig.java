package io.nerest.ingest.camera;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** Upload limits of a camera with a key, per stream and pod. */
@ConfigMapping(prefix = "nerest.ingest.camera")
public interface CameraConfig {
    @ConfigDescription(
            "Frames per second that a camera may upload on average, per pod. More are answered with 429 and `Retry-After`.")
    @WithDefault("25")
    @Min(1) long framesPerSecond();

    @ConfigDescription("Bytes per second that a camera may upload on average, per pod.")
    @WithDefault("26214400")
    @Min(1) long bytesPerSecond();

    @ConfigDescription(
            "Seconds of the average that a camera may upload at once. The product must allow the largest request of a camera.")
    @WithDefault("20")
    @Min(1) long burstSeconds();
}
