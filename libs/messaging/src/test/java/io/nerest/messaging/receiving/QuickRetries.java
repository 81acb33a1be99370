package io.nerest.messaging.receiving;

import java.time.Duration;

/**
 * Retries with short pauses.
 *
 * @param attempts attempts at an event that fails for an unknown reason
 * @param firstPause pause after the first failure
 * @param longestPause limit of the pause
 */
record QuickRetries(int attempts, Duration firstPause, Duration longestPause) implements InboxConfig {
    /** Retries without noticeable pauses. */
    QuickRetries(int attempts) {
        this(attempts, Duration.ofMillis(1), Duration.ofMillis(2));
    }

    @Override
    public Duration transactionLimit() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Duration readinessLimit() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Duration retention() {
        return Duration.ofDays(1);
    }

    @Override
    public Duration cleanEvery() {
        return Duration.ofHours(1);
    }
}
