package io.nerest.scoring.frame;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How long scoring remembers which model has scored which frame. */
@ConfigMapping(prefix = "nerest.scoring.scores")
public interface ScoreMemoryConfig {
    @ConfigDescription(
            "Time for which scoring remembers at least which frames a model has scored, and does not score them again. Longer than"
                    + " Kafka keeps events, and shorter than `nerest.ingest.retention.empty-after`: a frame that is uploaded again"
                    + " after it has expired is then scored again.")
    @WithDefault("10d")
    @DurationMin(seconds = 6)
    Duration retention();

    @ConfigDescription("Time between two checks whether the oldest scores can be forgotten.")
    @WithDefault("1h")
    @DurationMin(seconds = 1)
    Duration every();
}
