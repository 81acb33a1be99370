package io.nerest.messaging.receiving;

/**
 * Identity of an event: its id is unique within its source.
 *
 * @param source CloudEvents {@code source}, or {@code kafka} for a record without event attributes
 * @param id CloudEvents {@code id}, or the position of the record
 */
record EventIdentity(String source, String id) {
    static EventIdentity of(ReceivedEvent<?> event) {
        return new EventIdentity(event.source(), event.id());
    }

    /** Identity of a record without event attributes: its position. */
    static EventIdentity of(RecordPosition position) {
        return new EventIdentity("kafka", position.toString());
    }
}
