package io.nerest.messaging.receiving;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events are tried again, and for how long they are remembered. */
@ConfigMapping(prefix = "nerest.inbox")
public interface ReceivingConfig {
    /** Pause before the first new attempt; doubled for each further one. */
    @WithDefault("200ms")
    Duration firstPause();

    /** Longest pause between attempts. */
    @WithDefault("10s")
    Duration longestPause();

    /** Attempts at an event that fails for no known reason, before it goes to the dead letters. */
    @WithDefault("4")
    int attempts();

    /** Longest a handler's transaction may take. */
    @WithDefault("2m")
    Duration transactionLimit();

    /** A record that is tried for longer makes the service not ready. */
    @WithDefault("30s")
    Duration readinessLimit();

    /** How long handled events are remembered: longer than Kafka keeps their records. */
    @WithDefault("14d")
    Duration retention();
}
