package io.nerest.standalone.demo;

import io.nerest.contracts.EventHeaders;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.FrameRegistered;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.InvalidEventException;
import io.nerest.contracts.ModelActivated;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingProgressed;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Adds Kafka's records to {@link ObservedEvents}. A record that cannot be read is noted and stops nothing. */
final class RecordedEvents {
    private static final String DEAD_LETTER = ".dead-letter";

    private final ObservedEvents events;
    private final Consumer<TrainingProgressed> progress;

    RecordedEvents(ObservedEvents events, Consumer<TrainingProgressed> progress) {
        this.events = events;
        this.progress = progress;
    }

    /** Adds a record of any topic. */
    void add(ConsumerRecord<String, byte[]> record) {
        Optional<byte[]> value = Optional.ofNullable(record.value());
        if (record.topic().endsWith(DEAD_LETTER)) {
            events.deadLetter(
                    record.topic(),
                    header(record, "dead-letter-reason"),
                    value.map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                            .orElse("a record without a value"));
            return;
        }
        // A record without a value deletes its key in a compacted topic.
        value.ifPresent(json -> {
            try {
                add(record, json);
            } catch (InvalidEventException e) {
                events.unreadable(record.topic() + ", offset " + record.offset() + ": " + e.getMessage());
            }
        });
    }

    private void add(ConsumerRecord<String, byte[]> record, byte[] json) {
        String topic = record.topic();
        if (topic.equals(Topics.FRAMES.name())) {
            events.registered(EventJson.read(json, FrameRegistered.class));
        } else if (topic.equals(Topics.DETECTIONS.name())) {
            events.scored(header(record, EventHeaders.ID), EventJson.read(json, FrameScored.class));
        } else if (topic.equals(Topics.MODELS.name())) {
            events.published(EventJson.read(json, ModelPublished.class));
        } else if (topic.equals(Topics.MODEL_ACTIVATIONS.name())) {
            events.activated(EventJson.read(json, ModelActivated.class));
        } else {
            progress.accept(EventJson.read(json, TrainingProgressed.class));
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
