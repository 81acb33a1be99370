package io.nerest.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nerest.contracts.EventHeaders;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.Topic;
import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.contracts.TrainingRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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

/** The services around the trainer, over the real broker: what they ask of it, and all that it has ever answered. */
final class Surroundings implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread listener;
    private volatile boolean open = true;

    final List<TrainingProgressed> progress = new CopyOnWriteArrayList<>();
    final List<ModelPublished> models = new CopyOnWriteArrayList<>();
    /** Why requests were set aside, by their keys. */
    final Map<String, String> deadLetters = new ConcurrentHashMap<>();

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
                Topics.TRAINING_PROGRESS.name(),
                Topics.MODELS.name(),
                Topics.TRAINING_REQUESTS.deadLetterName(),
                Topics.PROMOTION_REQUESTS.deadLetterName()));
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
        if (record.topic().equals(Topics.TRAINING_PROGRESS.name())) {
            progress.add(EventJson.read(record.value(), TrainingProgressed.class));
        } else if (record.topic().equals(Topics.MODELS.name())) {
            models.add(EventJson.read(record.value(), ModelPublished.class));
        } else {
            deadLetters.put(
                    record.key(),
                    new String(record.headers().lastHeader("dead-letter-reason").value(), UTF_8));
        }
    }

    void request(TrainingRequested request, UUID eventId) {
        send(Topics.TRAINING_REQUESTS, request.campaignId().toString(), request, eventId);
    }

    <T> void send(Topic<T> topic, String key, T event, UUID eventId) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.name(), key, EventJson.write(event));
        record.headers()
                .add(EventHeaders.SPEC_VERSION, EventHeaders.SPEC_VERSION_VALUE.getBytes(UTF_8))
                .add(EventHeaders.ID, eventId.toString().getBytes(UTF_8))
                .add(EventHeaders.TYPE, topic.eventType().getBytes(UTF_8))
                .add(EventHeaders.SOURCE, "/nerest/test".getBytes(UTF_8))
                .add(EventHeaders.TIME, Instant.now().toString().getBytes(UTF_8))
                .add(EventHeaders.CONTENT_TYPE, EventHeaders.JSON.getBytes(UTF_8));
        try {
            RecordMetadata unused = producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the test could not send", e);
        }
    }

    List<TrainingProgressed> progressOf(TrainingRequested request, TrainingProgressed.State state) {
        return progress.stream()
                .filter(event -> event.trainingId().equals(request.trainingId()) && event.state() == state)
                .toList();
    }

    List<ModelPublished> modelsOf(TrainingRequested request) {
        return models.stream()
                .filter(model -> model.training() != null
                        && model.training().trainingId().equals(request.trainingId()))
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
