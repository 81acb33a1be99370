package io.nerest.messaging.receiving;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Stores records that cannot be handled. */
@FunctionalInterface
interface DeadLetterStore {
    /**
     * Stores a dead letter in the caller's transaction, which also marks the record as handled.
     *
     * @param reason what is wrong with the record, one sentence
     * @param cause exception of the last attempt; null if the handler rejected the event
     */
    void add(ConsumerRecord<String, byte[]> record, String reason, @Nullable Throwable cause);
}
