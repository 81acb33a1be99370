package io.nerest.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nerest.contracts.EventHeaders;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Stands for the services around the one under test on the real broker: sends events and records all published events.
 */
public final class Neighbours implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    /** A literal, because other programs depend on the header name. */
    private static final String REASON = "dead-letter-reason";

    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread listener;
    private final Map<String, Topic<?>> topics = new HashMap<>();
    private final Map<String, List<Object>> events = new HashMap<>();
    private final List<DeadLetter> deadLetters = new CopyOnWriteArrayList<>();
    private volatile boolean open = true;

    private record DeadLetter(String topic, String key, String reason) {}

    /**
     * Starts to consume from the first record of each topic.
     *
     * @param heard topics that the service under test publishes
     * @param read topics that it consumes; their dead letters are recorded
     */
    public Neighbours(String bootstrapServers, Set<Topic<?>> heard, Set<Topic<?>> read) {
        heard.forEach(topic -> {
            topics.put(topic.name(), topic);
            events.put(topic.name(), new CopyOnWriteArrayList<>());
        });
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        "neighbours-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(
                Stream.concat(heard.stream().map(Topic::name), read.stream().map(Topic::deadLetterName))
                        .toList());
        listener = new Thread(this::listen, "neighbours");
        listener.start();
    }

    private void listen() {
        while (open) {
            consumer.poll(POLL).forEach(this::record);
        }
        consumer.close();
    }

    private void record(ConsumerRecord<String, byte[]> record) {
        Topic<?> topic = topics.get(record.topic());
        if (topic == null) {
            deadLetters.add(new DeadLetter(
                    record.topic(),
                    record.key(),
                    new String(record.headers().lastHeader(REASON).value(), UTF_8)));
        } else {
            Objects.requireNonNull(events.get(topic.name())).add(EventJson.read(record.value(), topic.payload()));
        }
    }

    /** Returns the events of a topic so far; the list grows as more arrive. */
    @SuppressWarnings("unchecked") // the events of a topic have its payload type
    public <T> List<T> heard(Topic<T> topic) {
        List<Object> heard = events.get(topic.name());
        if (heard == null) {
            throw new IllegalArgumentException("this test does not consume " + topic.name());
        }
        return (List<T>) Collections.unmodifiableList(heard);
    }

    /** Returns the reasons of the dead letters with the given key, in order. */
    public List<String> deadLetterReasons(Topic<?> topic, String key) {
        return deadLetters.stream()
                .filter(letter -> letter.topic().equals(topic.deadLetterName()) && key.equals(letter.key()))
                .map(DeadLetter::reason)
                .toList();
    }

    /** Waits for a single dead letter with the given key and returns its reason. */
    public String awaitDeadLetter(Topic<?> topic, String key, Duration limit) {
        Instant deadline = Instant.now().plus(limit);
        List<String> reasons = deadLetterReasons(topic, key);
        while (reasons.isEmpty() && Instant.now().isBefore(deadline)) {
            LockSupport.parkNanos(POLL.toNanos());
            reasons = deadLetterReasons(topic, key);
        }
        if (reasons.size() != 1) {
            throw new AssertionError("expected one dead letter of " + topic.name() + " with key " + key + " within "
                    + limit.toSeconds() + " s, but found: " + reasons);
        }
        return reasons.get(0);
    }

    public <T> RecordMetadata send(Topic<T> topic, String key, T event) {
        return send(topic, key, event, UUID.randomUUID());
    }

    public <T> RecordMetadata send(Topic<T> topic, String key, T event, UUID eventId) {
        return sendRaw(topic, key, EventJson.write(event), topic.eventType(), eventId);
    }

    /** Sends an event that belongs to a trace. */
    public <T> RecordMetadata sendTraced(Topic<T> topic, String key, T event, String traceParent) {
        return send(record(topic, key, EventJson.write(event), topic.eventType(), UUID.randomUUID(), traceParent));
    }

    /** Sends any bytes as an event of any type; returns when the broker has acknowledged them. */
    public RecordMetadata sendRaw(Topic<?> topic, String key, byte[] value, String type, UUID eventId) {
        return send(record(topic, key, value, type, eventId, ""));
    }

    private static ProducerRecord<String, byte[]> record(
            Topic<?> topic, String key, byte[] value, String type, UUID eventId, String traceParent) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.name(), key, value);
        record.headers()
                .add(EventHeaders.SPEC_VERSION, EventHeaders.SPEC_VERSION_VALUE.getBytes(UTF_8))
                .add(EventHeaders.ID, eventId.toString().getBytes(UTF_8))
                .add(EventHeaders.TYPE, type.getBytes(UTF_8))
                .add(EventHeaders.SOURCE, "/nerest/test".getBytes(UTF_8))
                .add(EventHeaders.TIME, Instant.now().toString().getBytes(UTF_8))
                .add(EventHeaders.CONTENT_TYPE, EventHeaders.JSON.getBytes(UTF_8));
        if (!traceParent.isEmpty()) {
            record.headers().add("traceparent", traceParent.getBytes(UTF_8));
        }
        return record;
    }

    private RecordMetadata send(ProducerRecord<String, byte[]> record) {
        try {
            return producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the test could not send to " + record.topic(), e);
        }
    }

    @Override
    public void close() {
        open = false;
        try {
            listener.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
