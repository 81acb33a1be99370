package io.nerest.messaging.sending;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Limits and pauses of sending from the outbox. */
@ConfigMapping(prefix = "nerest.outbox")
public interface OutboxConfig {
    @Min(1) @WithDefault("500")
    @ConfigDescription("Most records that are sent in one transaction.")
    int batchSize();

    @DurationMin(millis = 1)
    @WithDefault("1s")
    @ConfigDescription(
            "Interval at which the outbox is read without a signal. It bounds the delay of records stored by a pod that died.")
    Duration pollInterval();

    @DurationMin(millis = 1)
    @WithDefault("30s")
    @ConfigDescription("Limit for the broker's acknowledgements; after it the records are sent again.")
    Duration acknowledgementLimit();

    @DurationMin(millis = 1)
    @WithDefault("200ms")
    @ConfigDescription("Pause after the first failure to send; doubled for each further failure.")
    Duration firstPause();

    @DurationMin(millis = 1)
    @WithDefault("5s")
    @ConfigDescription("Longest pause between attempts to send.")
    Duration longestPause();
}
