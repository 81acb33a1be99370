package io.nerest.messaging.receiving;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import io.nerest.contracts.EventHeaders;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.InvalidEventException;
import io.nerest.contracts.Topic;
import io.nerest.messaging.sending.TraceParent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Reads Kafka records as CloudEvents in binary mode. */
final class EventReader {
    private static final int MAX_ATTRIBUTE = 500;

    private EventReader() {}

    /**
     * Reads one record.
     *
     * @throws RejectedEventException if the record is not an event of the topic; the message gives the reason
     */
    static <T> ReceivedEvent<T> read(ConsumerRecord<String, byte[]> record, Topic<T> topic) {
        CloudEvent event = cloudEvent(record);
        if (event.getSpecVersion() != SpecVersion.V1) {
            throw new RejectedEventException("CloudEvents version '" + event.getSpecVersion() + "' is not "
                    + EventHeaders.SPEC_VERSION_VALUE + ", in header " + EventHeaders.SPEC_VERSION);
        }
        if (!event.getType().equals(topic.eventType())) {
            throw new RejectedEventException("event type '" + event.getType()
                    + "' is unknown here; this service reads '" + topic.eventType() + "' from " + topic.name());
        }
        CloudEventData data = event.getData();
        if (data == null) {
            throw new RejectedEventException(
                    "the record has no value; a " + topic.payload().getSimpleName() + " is expected");
        }
        requireStorable(EventHeaders.ID, event.getId());
        requireStorable(EventHeaders.SOURCE, event.getSource().toString());
        return new ReceivedEvent<>(
                event.getId(),
                event.getSource().toString(),
                event.getTime() == null ? null : event.getTime().toInstant(),
                record.key(),
                payload(data.toBytes(), topic),
                RecordPosition.of(record),
                TraceParent.of(record.headers()));
    }

    private static CloudEvent cloudEvent(ConsumerRecord<String, byte[]> record) {
        requireValues(record.headers());
        requireText(record, EventHeaders.SPEC_VERSION);
        requireText(record, EventHeaders.ID);
        requireText(record, EventHeaders.TYPE);
        requireText(record, EventHeaders.SOURCE);
        try {
            return KafkaMessageFactory.createReader(record).toEvent();
        } catch (CloudEventRWException | IllegalStateException | IllegalArgumentException e) {
            throw new RejectedEventException("the record is not a CloudEvent in binary mode: " + e.getMessage(), e);
        }
    }

    /** The library fails on a header without a value. */
    private static void requireValues(Headers headers) {
        for (Header header : headers) {
            if (header.value() == null) {
                throw new RejectedEventException("header " + header.key() + " has no value");
            }
        }
    }

    /** The library accepts blank attributes and does not name the header of a missing one. */
    private static void requireText(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null || header.value() == null || isBlank(header.value())) {
            throw new RejectedEventException(
                    "header " + name + " is missing: the record is not a CloudEvent in binary mode");
        }
    }

    private static boolean isBlank(byte[] utf8) {
        for (byte letter : utf8) {
            if (letter != ' ') {
                return false;
            }
        }
        return true;
    }

    /** The inbox stores both as text and indexes them. */
    private static void requireStorable(String header, String value) {
        if (value.length() > MAX_ATTRIBUTE || value.codePoints().anyMatch(Character::isISOControl)) {
            throw new RejectedEventException("header " + header + " must be at most " + MAX_ATTRIBUTE
                    + " characters without control characters");
        }
    }

    private static <T> T payload(byte[] json, Topic<T> topic) {
        UnstorableText.find(json).ifPresent(text -> {
            throw new RejectedEventException("the event contains " + text + ", which cannot be stored");
        });
        try {
            return EventJson.read(json, topic.payload());
        } catch (InvalidEventException e) {
            throw new RejectedEventException(String.valueOf(e.getMessage()), e);
        }
    }
}
