package io.nerest.messaging.sending;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record to be.
 *
 * @param topic topic name
 * @param key record key, or null for none
 * @param headers header names and their bytes
 * @param payload record value, or null for none
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record OutgoingRecord(
        String topic, @Nullable String key, Map<String, byte[]> headers, byte @Nullable [] payload) {
    public OutgoingRecord {
        headers = Map.copyOf(headers);
    }
}
