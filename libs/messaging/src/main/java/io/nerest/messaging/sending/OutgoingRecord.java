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

    /** Creates a record whose value may be absent. */
    @SuppressWarnings("NullAway") // it does not read annotations of array types
    public static OutgoingRecord of(
            String topic, @Nullable String key, Map<String, byte[]> headers, byte @Nullable [] payload) {
        return new OutgoingRecord(topic, key, headers, payload);
    }
}
