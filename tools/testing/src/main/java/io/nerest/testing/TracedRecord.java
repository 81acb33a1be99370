package io.nerest.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the trace of a record. */
public final class TracedRecord {
    private static final long LIMIT_NANOS = Duration.ofSeconds(60).toNanos();

    private TracedRecord() {}

    /**
     * Waits for the record with a key.
     *
     * @return the trace id of its header {@code traceparent}; empty text if it has no such header
     */
    public static String awaitTraceId(String bootstrapServers, String topic, String key) {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (key.equals(record.key())) {
                        Header header = record.headers().lastHeader("traceparent");
                        return header == null ? "" : new String(header.value(), UTF_8).split("-", -1)[1];
                    }
                }
            }
        }
        throw new AssertionError("no record with key " + key + " in " + topic + " within 60 s");
    }
}
