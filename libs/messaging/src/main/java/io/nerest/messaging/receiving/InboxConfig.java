package io.nerest.messaging.receiving;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Retries, limits and retention of received events. */
@ConfigMapping(prefix = "nerest.inbox")
public interface InboxConfig {
    @DurationMin(millis = 1)
    @WithDefault("200ms")
    @ConfigDescription("Pause before an event is handled again; doubled for each further attempt.")
    Duration firstPause();

    @DurationMin(millis = 1)
    @WithDefault("10s")
    @ConfigDescription("Longest pause between attempts.")
    Duration longestPause();

    @Min(1) @WithDefault("4")
    @ConfigDescription("Attempts at an event that fails for an unknown reason, before it becomes a dead letter.")
    int attempts();

    @DurationMin(seconds = 1)
    @WithDefault("2m")
    @ConfigDescription("Limit of a handler's transaction.")
    Duration transactionLimit();

    @DurationMin(millis = 1)
    @WithDefault("30s")
    @ConfigDescription("The service is not ready while an event has been retried for longer than this.")
    Duration readinessLimit();

    @DurationMin(seconds = 1)
    @WithDefault("14d")
    @ConfigDescription("Time for which handled events stay marked. It must exceed Kafka's retention.")
    Duration retention();
}
