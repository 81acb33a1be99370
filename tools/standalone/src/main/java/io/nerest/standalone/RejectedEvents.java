package io.nerest.standalone;

import io.nerest.contracts.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The dead letters of all topics, by topic and reason.
 *
 * @param counts number of dead letters by dead-letter topic; topics without any are absent
 * @param newest the newest of each topic, at most {@value #MOST_PER_TOPIC}, the oldest first
 */
record RejectedEvents(Map<String, Long> counts, List<RejectedEvent> newest) {
    static final int MOST_PER_TOPIC = 1000;
    private static final int MOST_REASONS = 5;
    private static final Duration POLL = Duration.ofMillis(200);

    RejectedEvents {
        counts = new TreeMap<>(counts);
        newest = List.copyOf(newest);
    }

    /**
     * Reads the dead-letter topics.
     *
     * @param limit how long the broker may take
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer
     */
    static RejectedEvents read(String bootstrapServers, Duration limit) {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) limit.toMillis());
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) limit.toMillis());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer.listTopics());
            Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            Map<String, Long> counts = new TreeMap<>();
            List<TopicPartition> filled = new ArrayList<>();
            for (TopicPartition partition : partitions) {
                long count = end.getOrDefault(partition, 0L) - first.getOrDefault(partition, 0L);
                if (count > 0) {
                    counts.merge(partition.topic(), count, Long::sum);
                    filled.add(partition);
                }
            }
            consumer.assign(filled);
            filled.forEach(partition -> consumer.seek(
                    partition,
                    Math.max(first.getOrDefault(partition, 0L), end.getOrDefault(partition, 0L) - MOST_PER_TOPIC)));
            return new RejectedEvents(counts, records(consumer, filled, end, limit));
        }
    }

    private static List<TopicPartition> partitions(Map<String, List<PartitionInfo>> topics) {
        return Stream.concat(
                        Topics.ALL.stream().map(topic -> topic.deadLetterName()),
                        Stream.of(Topics.BUCKET_NOTIFICATIONS + ".dead-letter"))
                .flatMap(topic -> topics.getOrDefault(topic, List.of()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private static List<RejectedEvent> records(
            KafkaConsumer<byte[], byte[]> consumer,
            Collection<TopicPartition> partitions,
            Map<TopicPartition, Long> end,
            Duration limit) {
        List<RejectedEvent> letters = new ArrayList<>();
        long deadline = System.nanoTime() + limit.toNanos();
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < end.getOrDefault(partition, 0L))
                && System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                letters.add(RejectedEvent.of(record));
            }
        }
        return letters;
    }

    /** Returns the reason of the newest dead letter of a campaign's events, with its topic. */
    Optional<String> ofCampaign(String campaignId) {
        return newest.stream()
                .filter(letter -> letter.campaignId().equals(Optional.of(campaignId)))
                .reduce((earlier, later) -> later)
                .map(letter -> letter.topic() + ": " + letter.reason());
    }

    /** Prints the count of each topic, and its most frequent reasons. */
    void print(PrintWriter out) {
        if (counts.isEmpty()) {
            out.println("no dead letters");
            return;
        }
        out.println("dead letters");
        counts.forEach((topic, count) -> {
            out.printf("  %-40s %d%n", topic, count);
            Map<String, Long> reasons = new LinkedHashMap<>();
            newest.stream()
                    .filter(letter -> letter.topic().equals(topic))
                    .forEach(letter -> reasons.merge(described(letter), 1L, Long::sum));
            reasons.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                    .limit(MOST_REASONS)
                    .forEach(reason -> out.printf("    %5d x %s%n", reason.getValue(), reason.getKey()));
            if (reasons.size() > MOST_REASONS) {
                out.printf("    and %d other reasons%n", reasons.size() - MOST_REASONS);
            }
        });
    }

    private static String described(RejectedEvent letter) {
        return letter.service().isEmpty() ? letter.reason() : letter.service() + ": " + letter.reason();
    }
}
