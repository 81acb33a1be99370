package io.nerest.ingest.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the dead letters of bucket notifications. */
final class BucketDeadLetters implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final KafkaConsumer<String, String> consumer;
    private final List<ConsumerRecord<String, String>> letters = new CopyOnWriteArrayList<>();

    BucketDeadLetters(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> partition = List.of(new TopicPartition("bucket-notifications.dead-letter", 0));
        consumer.assign(partition);
        consumer.seekToBeginning(partition);
    }

    /** Waits for a dead letter whose value contains a text. Returns its reason. */
    String awaitReason(String text) {
        return await().atMost(LIMIT)
                .until(() -> reasons(text), reasons -> !reasons.isEmpty())
                .get(0);
    }

    /** Whether a dead letter that is stored now has a value that contains a text. */
    boolean contains(String text) {
        List<TopicPartition> partitions = List.copyOf(consumer.assignment());
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        boolean found = !reasons(text).isEmpty();
        while (!found
                && partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            found = !reasons(text).isEmpty();
        }
        return found;
    }

    private List<String> reasons(String text) {
        consumer.poll(Duration.ofMillis(100)).forEach(letters::add);
        return letters.stream()
                // Other tests send records without a value.
                .filter(letter -> letter.value() != null && letter.value().contains(text))
                .map(letter -> new String(
                        letter.headers().lastHeader("dead-letter-reason").value(), UTF_8))
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
