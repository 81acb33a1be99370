package io.nerest.testing.fuzz;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record that a service may or may not be able to handle.
 *
 * @param key record key
 * @param value record value; null for a tombstone
 * @param headers headers; one without a value is null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record MutatedRecord(
        String topic, @Nullable String key, byte @Nullable [] value, Map<String, byte @Nullable []> headers) {}
