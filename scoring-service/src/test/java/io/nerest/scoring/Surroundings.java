package io.nerest.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nerest.contracts.EventHeaders;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.ModelActivated;
import io.nerest.contracts.Topic;
import io.nerest.contracts.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The services around scoring, over the real broker: what they send it, and all that it has ever answered. */
final class Surroundings implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread listener;
    private volatile boolean open = true;

    final List<FrameScored> scorings = new CopyOnWriteArrayList<>();
    final List<ModelActivated> activations = new CopyOnWriteArrayList<>();
    final List<DeadLetter> deadLetters = new CopyOnWriteArrayList<>();

    /** A record that was set aside. */
    record DeadLetter(String topic, String key, String reason) {}

    Surroundings(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        "surroundings-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(
                Topics.DETECTIONS.name(),
                Topics.MODEL_ACTIVATIONS.name(),
                Topics.FRAMES.deadLetterName(),
                Topics.MODELS.deadLetterName(),
                Topics.SCORING_REQUESTS.deadLetterName()));
        listener = new Thread(this::listen, "surroundings");
        listener.start();
    }

    private void listen() {
        while (open) {
            consumer.poll(Duration.ofMillis(100)).forEach(this::hear);
        }
        consumer.close();
    }

    private void hear(ConsumerRecord<String, byte[]> record) {
        if (record.topic().equals(Topics.DETECTIONS.name())) {
            scorings.add(EventJson.read(record.value(), FrameScored.class));
        } else if (record.topic().equals(Topics.MODEL_ACTIVATIONS.name())) {
            activations.add(EventJson.read(record.value(), ModelActivated.class));
        } else {
            deadLetters.add(new DeadLetter(
                    record.topic(),
                    record.key(),
                    new String(record.headers().lastHeader("dead-letter-reason").value(), UTF_8)));
        }
    }

    <T> RecordMetadata send(Topic<T> topic, String key, T event) {
        return send(topic, key, event, UUID.randomUUID());
    }

    <T> RecordMetadata send(Topic<T> topic, String key, T event, UUID eventId) {
        return sendRaw(topic, key, EventJson.write(event), topic.eventType(), eventId);
    }

    RecordMetadata sendRaw(Topic<?> topic, String key, byte[] value, String type, UUID eventId) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.name(), key, value);
        record.headers()
                .add(EventHeaders.SPEC_VERSION, EventHeaders.SPEC_VERSION_VALUE.getBytes(UTF_8))
                .add(EventHeaders.ID, eventId.toString().getBytes(UTF_8))
                .add(EventHeaders.TYPE, type.getBytes(UTF_8))
                .add(EventHeaders.SOURCE, "/nerest/test".getBytes(UTF_8))
                .add(EventHeaders.TIME, Instant.now().toString().getBytes(UTF_8))
                .add(EventHeaders.CONTENT_TYPE, EventHeaders.JSON.getBytes(UTF_8));
        try {
            return producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the test could not send", e);
        }
    }

    List<FrameScored> scoringsOf(UUID frameId) {
        return scorings.stream()
                .filter(scoring -> scoring.frameId().equals(frameId))
                .toList();
    }

    /** Why records of that key were set aside. */
    List<String> deadLetterReasons(Topic<?> topic, String key) {
        return deadLetters.stream()
                .filter(letter -> letter.topic().equals(topic.deadLetterName()) && key.equals(letter.key()))
                .map(DeadLetter::reason)
                .toList();
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
