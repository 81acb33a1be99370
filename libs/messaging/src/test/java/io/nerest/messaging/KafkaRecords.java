package io.nerest.messaging;

import io.nerest.contracts.EventHeaders;
import io.nerest.contracts.Topic;
import io.nerest.testing.SharedPlatform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes and reads records with a plain Kafka client, independent of the code under test. */
final class KafkaRecords {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private KafkaRecords() {}

    static Map<String, String> eventHeaders(Topic<?> topic, UUID id) {
        Map<String, String> headers = new HashMap<>();
        headers.put(EventHeaders.SPEC_VERSION, "1.0");
        headers.put(EventHeaders.ID, id.toString());
        headers.put(EventHeaders.TYPE, topic.eventType());
        headers.put(EventHeaders.SOURCE, "/test");
        headers.put(EventHeaders.TIME, Instant.now().toString());
        return headers;
    }

    static void send(String topic, String key, Map<String, String> headers, String value) {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(connection(), new StringSerializer(), new StringSerializer())) {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the dead letter that has a header of that value. */
    static ConsumerRecord<String, String> deadLetterOf(String topic, String header, String value) {
        Instant limit = Instant.now().plus(LIMIT);
        TopicPartition partition = new TopicPartition(topic + ".dead-letter", 0);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(connection(), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (Instant.now().isBefore(limit)) {
                for (ConsumerRecord<String, String> letter : consumer.poll(Duration.ofMillis(200))) {
                    if (value.equals(header(letter, header))) {
                        return letter;
                    }
                }
            }
        }
        throw new AssertionError("no dead letter of " + topic + " with " + header + "=" + value);
    }

    static String header(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static Map<String, Object> connection() {
        return Map.of("bootstrap.servers", SharedPlatform.get().kafkaBootstrapServers());
    }
}
