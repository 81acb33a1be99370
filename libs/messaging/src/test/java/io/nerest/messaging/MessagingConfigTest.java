package io.nerest.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.messaging.receiving.InboxConfig;
import io.nerest.messaging.sending.OutboxConfig;
import io.nerest.testing.config.ConfigurationReference;
import io.nerest.testing.config.MappedConfig;
import io.smallrye.config.ConfigValidationException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagingConfigTest {
    @Test
    void sendingHasDefaults() {
        OutboxConfig config = MappedConfig.defaults(OutboxConfig.class);

        assertThat(config.batchSize()).isEqualTo(500);
        assertThat(config.pollInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.acknowledgementLimit()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.firstPause()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.longestPause()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void everyPropertyOfSendingIsMapped() {
        OutboxConfig config = MappedConfig.full(
                OutboxConfig.class,
                Map.of(
                        "nerest.outbox.batch-size", "7",
                        "nerest.outbox.poll-interval", "11s",
                        "nerest.outbox.acknowledgement-limit", "12s",
                        "nerest.outbox.first-pause", "13ms",
                        "nerest.outbox.longest-pause", "14s"));

        assertThat(config.batchSize()).isEqualTo(7);
        assertThat(config.pollInterval()).isEqualTo(Duration.ofSeconds(11));
        assertThat(config.acknowledgementLimit()).isEqualTo(Duration.ofSeconds(12));
        assertThat(config.firstPause()).isEqualTo(Duration.ofMillis(13));
        assertThat(config.longestPause()).isEqualTo(Duration.ofSeconds(14));
    }

    @Test
    void receivingHasDefaults() {
        InboxConfig config = MappedConfig.defaults(InboxConfig.class);

        assertThat(config.firstPause()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.longestPause()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.attempts()).isEqualTo(4);
        assertThat(config.transactionLimit()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.readinessLimit()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.retention()).isEqualTo(Duration.ofDays(14));
        assertThat(config.cleanEvery()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void everyPropertyOfReceivingIsMapped() {
        InboxConfig config = MappedConfig.full(
                InboxConfig.class,
                Map.of(
                        "nerest.inbox.first-pause", "11ms",
                        "nerest.inbox.longest-pause", "12s",
                        "nerest.inbox.attempts", "13",
                        "nerest.inbox.transaction-limit", "14s",
                        "nerest.inbox.readiness-limit", "15s",
                        "nerest.inbox.retention", "16d",
                        "nerest.inbox.clean-every", "17m"));

        assertThat(config.firstPause()).isEqualTo(Duration.ofMillis(11));
        assertThat(config.longestPause()).isEqualTo(Duration.ofSeconds(12));
        assertThat(config.attempts()).isEqualTo(13);
        assertThat(config.transactionLimit()).isEqualTo(Duration.ofSeconds(14));
        assertThat(config.readinessLimit()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.retention()).isEqualTo(Duration.ofDays(16));
        assertThat(config.cleanEvery()).isEqualTo(Duration.ofMinutes(17));
    }

    @ParameterizedTest
    @CsvSource({
        "batch-size, 0",
        "poll-interval, 0s",
        "acknowledgement-limit, 0s",
        "first-pause, 0s",
        "longest-pause, 0s"
    })
    void anOutboxValueOutOfRangeNamesItsProperty(String property, String value) {
        assertThatThrownBy(() -> MappedConfig.of(OutboxConfig.class, Map.of("nerest.outbox." + property, value)))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining(property);
    }

    @ParameterizedTest
    @CsvSource({
        "attempts, 0",
        "first-pause, 0s",
        "longest-pause, 0s",
        "transaction-limit, 1ms",
        "retention, 0s",
        "clean-every, 0s"
    })
    void anInboxValueOutOfRangeNamesItsProperty(String property, String value) {
        assertThatThrownBy(() -> MappedConfig.of(InboxConfig.class, Map.of("nerest.inbox." + property, value)))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining(property);
    }

    @Test
    void theConfigurationReferenceIsUpToDate() {
        ConfigurationReference.section("messaging", OutboxConfig.class, InboxConfig.class)
                .requireUpToDate();
    }
}
