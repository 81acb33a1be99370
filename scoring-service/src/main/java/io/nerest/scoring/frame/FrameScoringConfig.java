package io.nerest.scoring.frame;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** How a pod reads frames. */
@ConfigMapping(prefix = "nerest.scoring.frames")
public interface FrameScoringConfig {
    @ConfigDescription("Largest number of new frames per Kafka poll.")
    @WithDefault("32")
    @Min(1) int batchSize();

    @ConfigDescription("Threads that download and decode images ahead of the network.")
    @WithDefault("2")
    @Min(1) int fetchThreads();
}
