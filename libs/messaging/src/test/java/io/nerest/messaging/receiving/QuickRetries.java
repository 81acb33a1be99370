package io.nerest.messaging.receiving;

import java.time.Duration;

/**
 * Retries without noticeable pauses.
 *
 * @param attempts attempts at an event that fails for an unknown reason
 */
record QuickRetries(int attempts) implements InboxConfig {
    @Override
    public Duration firstPause() {
        return Duration.ofMillis(1);
    }

    @Override
    public Duration longestPause() {
        return Duration.ofMillis(2);
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
}
