package io.nerest.messaging.receiving;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as it arrived, its CloudEvents attributes checked.
 *
 * @param id CloudEvents {@code id}, unique within its source
 * @param source CloudEvents {@code source}, the service that sent it
 * @param time CloudEvents {@code time}, when it was stored for sending; null where the sender left it out
 * @param key the record's key, null where it has none
 * @param payload what happened
 * @param position where the record stands
 */
public record ReceivedEvent<T>(
        String id,
        String source,
        @Nullable Instant time,
        @Nullable String key,
        T payload,
        RecordPosition position) {}
