package io.nerest.messaging.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class ProducerSettingsTest {
    private static final Map<String, Object> CONNECTION = Map.of("bootstrap.servers", "kafka:9092", "acks", "1");

    @Test
    void recordsStayCompleteAndInOrder() {
        ProducerConfig config = parsed(Duration.ofSeconds(30));

        assertThat(config.getString("acks")).isIn("all", "-1");
        assertThat(config.getBoolean("enable.idempotence")).isTrue();
        assertThat(config.getInt("max.in.flight.requests.per.connection")).isEqualTo(1);
        assertThat(config.getInt("delivery.timeout.ms")).isEqualTo(Integer.MAX_VALUE);
        assertThat(config.getList("bootstrap.servers")).containsExactly("kafka:9092");
    }

    @Test
    void aRequestIsRepeatedWithinTheLimit() {
        assertThat(parsed(Duration.ofSeconds(30)).getInt("request.timeout.ms")).isEqualTo(5_000);
        assertThat(parsed(Duration.ofSeconds(2)).getInt("request.timeout.ms")).isEqualTo(2_000);
        assertThat(parsed(Duration.ofSeconds(2)).getLong("max.block.ms")).isEqualTo(2_000);
        assertThat(parsed(Duration.ofSeconds(2)).getLong("reconnect.backoff.max.ms"))
                .isEqualTo(1_000);
    }

    @Test
    void recordsAreSentCompressedWithoutDelay() {
        assertThat(parsed(Duration.ofSeconds(2)).getLong("linger.ms")).isZero();
        assertThat(parsed(Duration.ofSeconds(2)).getString("compression.type")).isEqualTo("lz4");
    }

    /** Kafka's own parser rejects values of a wrong type. */
    private static ProducerConfig parsed(Duration limit) {
        Map<String, Object> settings = ProducerSettings.of(CONNECTION, limit);
        settings.put("key.serializer", StringSerializer.class);
        settings.put("value.serializer", ByteArraySerializer.class);
        return new ProducerConfig(settings);
    }
}
