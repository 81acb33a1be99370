package io.nerest.selector.deadletter;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the dead-letter topics, without a consumer group, one request at a time: a consumer serves one thread. */
@ApplicationScoped
class DeadLetterTopics {
    /** Letters that are read of one partition; only the newest of more. */
    static final int MOST_PER_PARTITION = 2_000;

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int FETCH_BYTES = 8 * 1024 * 1024;

    private final Map<String, Object> connection;
    private @Nullable KafkaConsumer<String, byte[]> opened;

    DeadLetterTopics(@Any @Identifier("default-kafka-broker") Map<String, Object> connection) {
        this.connection = connection;
    }

    /**
     * The letters of some topics.
     *
     * @param letters in the order of each partition
     * @param complete false if a topic has more than were read
     */
    record Letters(List<DeadLetterRecord> letters, boolean complete) {}

    /**
     * Reads the newest letters.
     *
     * @param topics dead-letter topics
     * @param since no older letters; null for all
     * @throws BrokerSilentException if the broker does not answer in ten seconds
     */
    synchronized Letters newest(List<String> topics, @Nullable Instant since) {
        try {
            KafkaConsumer<String, byte[]> consumer = consumer();
            List<TopicPartition> partitions = partitions(consumer, topics);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> from = new HashMap<>(consumer.beginningOffsets(partitions));
            if (since != null) {
                Map<TopicPartition, Long> times = new HashMap<>();
                partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
                consumer.offsetsForTimes(times)
                        .forEach((partition, found) -> from.put(partition, start(found, partition, end)));
            }
            boolean complete = true;
            for (TopicPartition partition : partitions) {
                long first = Math.max(offset(from, partition), offset(end, partition) - MOST_PER_PARTITION);
                complete &= first == offset(from, partition);
                from.put(partition, first);
            }
            partitions.removeIf(partition -> offset(from, partition) >= offset(end, partition));
            List<DeadLetterRecord> letters = new ArrayList<>();
            read(consumer, partitions, from, end, record -> letters.add(DeadLetterRecord.of(record)));
            return new Letters(letters, complete);
        } catch (KafkaException e) {
            close();
            throw new BrokerSilentException(e);
        }
    }

    /**
     * Reads one record.
     *
     * @return empty if Kafka has none there, or no longer
     * @throws BrokerSilentException if the broker does not answer in ten seconds
     */
    synchronized Optional<ConsumerRecord<String, byte[]>> find(DeadLetterId id) {
        try {
            KafkaConsumer<String, byte[]> consumer = consumer();
            TopicPartition partition = new TopicPartition(id.topic(), id.partition());
            List<TopicPartition> one = new ArrayList<>(partitions(consumer, List.of(id.topic())));
            if (!one.contains(partition)
                    || id.offset() < offset(consumer.beginningOffsets(List.of(partition)), partition)
                    || id.offset() >= offset(consumer.endOffsets(List.of(partition)), partition)) {
                return Optional.empty();
            }
            List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
            read(
                    consumer,
                    List.of(partition),
                    Map.of(partition, id.offset()),
                    Map.of(partition, id.offset() + 1),
                    found::add);
            return found.stream()
                    .filter(record -> record.offset() == id.offset())
                    .findFirst();
        } catch (KafkaException e) {
            close();
            throw new BrokerSilentException(e);
        }
    }

    /** Receives each record that is read. */
    private interface Reading {
        void add(ConsumerRecord<String, byte[]> record);
    }

    private static void read(
            KafkaConsumer<String, byte[]> consumer,
            List<TopicPartition> partitions,
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> end,
            Reading reading) {
        consumer.assign(partitions);
        partitions.forEach(partition -> consumer.seek(partition, offset(from, partition)));
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < offset(end, partition))) {
            if (System.nanoTime() > deadline) {
                throw new BrokerSilentException(null);
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < offset(end, new TopicPartition(record.topic(), record.partition()))) {
                    reading.add(record);
                }
            }
        }
        consumer.assign(List.of());
    }

    private static long start(
            @Nullable OffsetAndTimestamp found, TopicPartition partition, Map<TopicPartition, Long> end) {
        return found == null ? offset(end, partition) : found.offset();
    }

    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return offsets.getOrDefault(partition, 0L);
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer, List<String> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        var existing = consumer.listTopics();
        topics.forEach(topic -> existing.getOrDefault(topic, List.of())
                .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition()))));
        return partitions;
    }

    /** Closes the connection; the next request opens another. */
    @PreDestroy
    synchronized void close() {
        KafkaConsumer<String, byte[]> open = opened;
        if (open != null) {
            opened = null;
            open.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        KafkaConsumer<String, byte[]> open = opened;
        if (open == null) {
            open = new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer());
            opened = open;
        }
        return open;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(connection);
        int limit = Math.toIntExact(LIMIT.toMillis());
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, limit);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, limit);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return settings;
    }
}
