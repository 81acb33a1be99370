package io.nerest.messaging.receiving;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A received event with its CloudEvents attributes.
 *
 * @param id CloudEvents {@code id}, unique within its source
 * @param source CloudEvents {@code source}: the sending service
 * @param time CloudEvents {@code time}: when the sender stored it; null if missing
 * @param key record key, or null
 * @param payload content
 * @param position position of the record in Kafka
 * @param trace the trace that the sender belonged to
 */
public record ReceivedEvent<T>(
        String id,
        String source,
        @Nullable Instant time,
        @Nullable String key,
        T payload,
        RecordPosition position,
        Context trace) {

    /** Does work as part of the sender's trace, such as sending an event that follows from this one. */
    @SuppressWarnings("try") // the scope is closed, not used
    public void inTrace(Runnable work) {
        try (Scope active = trace.makeCurrent()) {
            work.run();
        }
    }
}
