package io.nerest.scoring.frame;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How requested scores, of rounds and replays, share a pod with new frames. */
@ConfigMapping(prefix = "nerest.scoring.requests")
public interface ScoringRequestConfig {
    @ConfigDescription(
            "Share of the frames that a pod scores for requests of rounds and replays while new frames wait, 0 to 0.9. Without waiting frames requests take what is free.")
    @WithDefault("0.1")
    @DecimalMin("0") @DecimalMax("0.9") double share();

    @ConfigDescription(
            "Longest wait of a request before each of its batches, however many new frames wait: so that requests end also if a pod is very slow.")
    @WithDefault("30s")
    @DurationMin(millis = 1)
    Duration longestWait();
}
