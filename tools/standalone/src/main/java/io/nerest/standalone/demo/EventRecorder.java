package io.nerest.standalone.demo;

import io.nerest.contracts.Topic;
import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingProgressed;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes the topics from their first record into {@link ObservedEvents}, so that results are checked against the
 * published events and not against the services' own reports.
 */
final class EventRecorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final RecordedEvents recorded;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread;
    private volatile boolean closed;

    EventRecorder(String bootstrapServers, ObservedEvents events, Consumer<TrainingProgressed> progress) {
        this.recorded = new RecordedEvents(events, progress);
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, "demo-recorder-" + UUID.randomUUID());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "100");
        consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
        List<Topic<?>> topics = List.of(
                Topics.FRAMES, Topics.DETECTIONS, Topics.MODELS, Topics.MODEL_ACTIVATIONS, Topics.TRAINING_PROGRESS);
        consumer.subscribe(Stream.concat(
                        topics.stream().map(Topic::name),
                        Stream.concat(
                                Topics.ALL.stream().map(Topic::deadLetterName),
                                Stream.of(Topics.BUCKET_NOTIFICATIONS + ".dead-letter")))
                .toList());
        thread = new Thread(this::read, "event-recorder");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                for (ConsumerRecord<String, byte[]> event : poll()) {
                    recorded.add(event);
                }
            }
        } catch (WakeupException e) {
            if (!closed) {
                throw e;
            }
        }
    }

    /** A broker that is killed or whose disk is full may answer with an error; the next poll repeats the request. */
    private ConsumerRecords<String, byte[]> poll() {
        try {
            return consumer.poll(POLL);
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warn("the broker answered with an error: {}", e.getMessage());
            LockSupport.parkNanos(POLL.toNanos());
            return ConsumerRecords.empty();
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
