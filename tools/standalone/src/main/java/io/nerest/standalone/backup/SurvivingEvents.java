package io.nerest.standalone.backup;

import io.nerest.contracts.EventJson;
import io.nerest.contracts.FrameLabelled;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameRegistered;
import io.nerest.contracts.InvalidEventException;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.Topic;
import io.nerest.contracts.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Adds to a restored database what was acknowledged after its backup: the frames and labels in the topics, if Kafka was not
 * lost. No service may run meanwhile.
 */
final class SurvivingEvents {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final String STREAM = "insert into ingest.stream (id, name) values (?, ?) on conflict do nothing";
    private static final String FRAME = """
            insert into ingest.frame (id, stream_id, sha256, bucket, object_key, etag, size, width, height, captured_at,
                registered_at, source)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""";
    private static final String SEEN = """
            insert into ingest.seen_object (bucket, object_key, etag, outcome, frame_id)
            values (?, ?, ?, 'REGISTERED', ?) on conflict do nothing""";
    private static final String LABEL = """
            insert into ingest.label (id, frame_id, revision, author, boxes, labelled_at, effort, withdrawn)
            select ?::uuid, ?::uuid, ?::int, ?::text, ?::text, ?::timestamptz, ?::text, ?::boolean where exists (select 1 from ingest.frame where id = ?) on conflict do nothing""";

    /** Clocks of pods may differ by this from that of the database. */
    private static final Duration CLOCKS = Duration.ofMinutes(10);

    private final DatabaseAddress address;
    private final String kafka;

    /** @param kafka brokers, {@code host:port} */
    SurvivingEvents(DatabaseAddress address, String kafka) {
        this.address = address;
        this.kafka = kafka;
    }

    /**
     * What was added.
     *
     * @param frames frames that the backup did not have
     * @param labels revisions of labels that it did not have
     */
    record Added(int frames, int labels) {}

    /**
     * Reads the topics from the beginning, and adds what is missing in one transaction.
     *
     * @param backup moment of the backup: earlier frames that it does not have have expired
     */
    Added add(Instant backup) throws IOException {
        try (Connection database = address.connect();
                KafkaConsumer<String, byte[]> consumer = consumer()) {
            database.setAutoCommit(false);
            int frames = addAll(
                    consumer,
                    Topics.FRAMES,
                    event -> event.registeredAt().isBefore(backup.minus(CLOCKS)) ? 0 : add(database, event));
            int labels = addAll(consumer, Topics.LABELS, event -> add(database, event));
            database.commit();
            return new Added(frames, labels);
        } catch (SQLException e) {
            throw new IOException("events cannot be added to the database at " + address + ": " + e.getMessage(), e);
        } catch (KafkaException e) {
            throw new IOException("the topics at " + kafka + " cannot be read: " + e.getMessage(), e);
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Adds the rows of an event; returns how many were new. */
    @FunctionalInterface
    private interface Adding<T> {
        int add(T event) throws SQLException;
    }

    private static <T> int addAll(KafkaConsumer<String, byte[]> consumer, Topic<T> topic, Adding<T> adding)
            throws SQLException {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        int added = 0;
        while (partitions.stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                Optional<T> event = read(record.value(), topic);
                if (event.isPresent()) {
                    added += adding.add(event.get());
                }
            }
        }
        return added;
    }

    /** Foreign records are no events; the services made them dead letters. */
    private static <T> Optional<T> read(byte @Nullable [] value, Topic<T> topic) {
        try {
            return value == null ? Optional.empty() : Optional.of(EventJson.read(value, topic.payload()));
        } catch (InvalidEventException e) {
            return Optional.empty();
        }
    }

    private static int add(Connection database, FrameRegistered event) throws SQLException {
        FrameRef frame = event.frame();
        ObjectRef image = frame.image();
        insert(database, STREAM, frame.streamId(), frame.streamId());
        int added = insert(
                database,
                FRAME,
                frame.frameId(),
                frame.streamId(),
                event.sha256(),
                image.bucket(),
                image.key(),
                image.etag(),
                image.size(),
                frame.width(),
                frame.height(),
                Timestamp.from(event.capturedAt()),
                Timestamp.from(event.registeredAt()),
                event.source().name());
        if (added > 0) {
            insert(database, SEEN, image.bucket(), image.key(), image.etag(), frame.frameId());
        }
        return added;
    }

    private static int add(Connection database, FrameLabelled event) throws SQLException {
        return insert(
                database,
                LABEL,
                event.labelId(),
                event.frame().frameId(),
                event.revision(),
                event.author(),
                json(event.boxes()),
                Timestamp.from(event.labelledAt()),
                event.effort() == null ? null : json(event.effort()),
                event.removesLabel(),
                event.frame().frameId());
    }

    private static String json(Object value) {
        return new String(EventJson.write(value), StandardCharsets.UTF_8);
    }

    private static int insert(Connection database, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            return insert.executeUpdate();
        }
    }
}
