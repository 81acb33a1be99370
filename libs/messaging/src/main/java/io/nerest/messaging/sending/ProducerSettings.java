package io.nerest.messaging.sending;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Settings of the Kafka producer that keep records complete and in order. */
final class ProducerSettings {
    private static final long LONGEST_REQUEST_MS = 5_000;

    private ProducerSettings() {}

    /**
     * Returns the settings of a producer.
     *
     * @param connection address and authentication of the broker
     * @param limit longest wait for an acknowledgement
     */
    static Map<String, Object> of(Map<String, Object> connection, Duration limit) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        // A broker accepts any first sequence number of a new producer, so with two requests in flight it could
        // accept the second before the retry of the first.
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(limit.toMillis()));
        // A record that expires would let the next one pass it: the client retries until it is closed.
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(Integer.MAX_VALUE));
        settings.put(
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Long.toString(Math.min(LONGEST_REQUEST_MS, limit.toMillis())));
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
        return settings;
    }
}
