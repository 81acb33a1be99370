package io.nerest.selector.retention;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** When rows of expired frames are removed. Which frames expire, ingest decides. */
@ConfigMapping(prefix = "nerest.selector.expired-frames")
public interface ExpiredFramesConfig {
    @ConfigDescription(
            "Time for which the rows of a frame stay after it has expired in ingest: so long a season that is opened counts what was"
                    + " detected in it. At least `nerest.inbox.retention`: no event of the frame is on its way then.")
    @WithDefault("14d")
    @DurationMin(seconds = 1)
    Duration kept();

    @ConfigDescription("Time between two removals.")
    @WithDefault("1h")
    @DurationMin(seconds = 1)
    Duration every();
}
