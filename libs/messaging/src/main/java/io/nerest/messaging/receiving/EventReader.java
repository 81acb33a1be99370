package io.nerest.messaging.receiving;

import io.nerest.contracts.EventHeaders;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.InvalidEventException;
import io.nerest.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads a Kafka record as a CloudEvent in binary mode. */
final class EventReader {
    private EventReader() {}

    /**
     * Reads one record.
     *
     * @throws RejectedEventException when it is not an event of that topic; the message says what is wrong
     */
    static <T> ReceivedEvent<T> read(ConsumerRecord<String, byte[]> record, Topic<T> topic) {
        String specVersion = required(record, EventHeaders.SPEC_VERSION);
        if (!specVersion.equals(EventHeaders.SPEC_VERSION_VALUE)) {
            throw new RejectedEventException("CloudEvents version '" + specVersion + "' is not "
                    + EventHeaders.SPEC_VERSION_VALUE + ", in header " + EventHeaders.SPEC_VERSION);
        }
        String type = required(record, EventHeaders.TYPE);
        if (!type.equals(topic.eventType())) {
            throw new RejectedEventException("event type '" + type + "' is unknown here: this service reads '"
                    + topic.eventType() + "' from " + topic.name());
        }
        byte[] json = record.value();
        if (json == null) {
            throw new RejectedEventException(
                    "the record has no value where a " + topic.payload().getSimpleName() + " is expected");
        }
        return new ReceivedEvent<>(
                required(record, EventHeaders.ID),
                required(record, EventHeaders.SOURCE),
                time(record),
                record.key(),
                payload(json, topic),
                RecordPosition.of(record));
    }

    private static <T> T payload(byte[] json, Topic<T> topic) {
        try {
            return EventJson.read(json, topic.payload());
        } catch (InvalidEventException e) {
            throw new RejectedEventException(e.getMessage(), e);
        }
    }

    private static @Nullable Instant time(ConsumerRecord<String, byte[]> record) {
        String time = header(record, EventHeaders.TIME);
        if (time == null) {
            return null;
        }
        try {
            return Instant.parse(time);
        } catch (DateTimeParseException e) {
            throw new RejectedEventException("header " + EventHeaders.TIME + " is no time: '" + time + "'", e);
        }
    }

    private static String required(ConsumerRecord<String, byte[]> record, String name) {
        String value = header(record, name);
        if (value == null || value.isBlank()) {
            throw new RejectedEventException("header " + name + " is missing: not a CloudEvent in binary mode");
        }
        return value;
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
