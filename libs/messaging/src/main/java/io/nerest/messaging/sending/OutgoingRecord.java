package io.nerest.messaging.sending;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record to send.
 *
 * @param topic topic name
 * @param key record key, or null
 * @param headers header values by name
 * @param payload record value, or null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record OutgoingRecord(
        String topic, @Nullable String key, Map<String, byte[]> headers, byte @Nullable [] payload) {
    public OutgoingRecord {
        headers = Map.copyOf(headers);
    }
}
