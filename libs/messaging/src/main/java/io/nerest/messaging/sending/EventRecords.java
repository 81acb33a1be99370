package io.nerest.messaging.sending;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.nerest.contracts.EventHeaders;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.Topic;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes events as Kafka records: CloudEvents 1.0 in binary mode, JSON payload. */
final class EventRecords {
    private EventRecords() {}

    /**
     * Writes an event.
     *
     * @param id CloudEvents {@code id}
     * @param source CloudEvents {@code source}
     * @param time CloudEvents {@code time}
     */
    static <T> OutgoingRecord of(Topic<T> topic, @Nullable String key, T event, UUID id, URI source, Instant time) {
        byte[] payload = EventJson.write(event);
        var cloudEvent = CloudEventBuilder.v1()
                .withId(id.toString())
                .withType(topic.eventType())
                .withSource(source)
                .withTime(time.atOffset(ZoneOffset.UTC))
                .withDataContentType(EventHeaders.JSON)
                .withData(payload)
                .build();
        ProducerRecord<String, byte[]> record =
                KafkaMessageFactory.createWriter(topic.name(), key).writeBinary(cloudEvent);
        Map<String, byte[]> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), header.value()));
        TraceParent.addTo(headers);
        return new OutgoingRecord(topic.name(), key, headers, payload);
    }
}
