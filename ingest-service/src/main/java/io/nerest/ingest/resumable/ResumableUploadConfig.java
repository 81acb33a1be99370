package io.nerest.ingest.resumable;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How large a file may be that is uploaded in parts, and how long its parts are kept. */
@ConfigMapping(prefix = "nerest.ingest.resumable")
public interface ResumableUploadConfig {
    @ConfigDescription(
            "Longest file in bytes that is uploaded in parts. Its parts are in the object store; while its images become frames, the pod has it on its disk too.")
    @WithDefault("4294967296")
    @Min(1) @Max(1L << 40) long maxBytes();

    @ConfigDescription("How many uploads may be open at one time, those that are complete and not deleted included.")
    @WithDefault("200")
    @Min(1) int maxOpen();

    @ConfigDescription("How long an upload is kept after its last part. Afterwards its parts are removed.")
    @WithDefault("24h")
    @DurationMin(seconds = 1)
    Duration keptFor();

    @ConfigDescription("Time between two removals of the uploads that are not kept any longer.")
    @WithDefault("10m")
    @DurationMin(seconds = 1)
    Duration removeEvery();
}
