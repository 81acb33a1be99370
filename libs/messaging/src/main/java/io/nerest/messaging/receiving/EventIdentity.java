package io.nerest.messaging.receiving;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Identity of an event: its id is unique within its source.
 *
 * @param source CloudEvents {@code source}, or {@code kafka} for a record without event attributes
 * @param id CloudEvents {@code id}, or the position of the record
 */
record EventIdentity(String source, String id) {
    /**
     * Identity of an event.
     *
     * @param record the record that it was read from
     */
    static EventIdentity of(ReceivedEvent<?> event, ConsumerRecord<?, ?> record) {
        return Resend.of(record).map(Resend::identity).orElseGet(() -> new EventIdentity(event.source(), event.id()));
    }

    /** Identity of a record without event attributes: its position. */
    static EventIdentity of(RecordPosition position) {
        return new EventIdentity("kafka", position.toString());
    }
}
