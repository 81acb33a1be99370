package io.nerest.scoring;

import io.nerest.contracts.FrameScored;
import io.nerest.contracts.ModelActivated;
import io.nerest.contracts.Topic;
import io.nerest.contracts.Topics;
import io.nerest.testing.Neighbours;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;

/** The services around scoring: what they send it, and all that it has ever answered. */
final class ScoringFixture implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Neighbours neighbours;

    final List<FrameScored> scorings;
    final List<ModelActivated> activations;

    ScoringFixture(String bootstrapServers) {
        neighbours = new Neighbours(
                bootstrapServers,
                Set.of(Topics.DETECTIONS, Topics.MODEL_ACTIVATIONS),
                Set.of(Topics.FRAMES, Topics.MODELS, Topics.SCORING_REQUESTS));
        scorings = neighbours.heard(Topics.DETECTIONS);
        activations = neighbours.heard(Topics.MODEL_ACTIVATIONS);
    }

    <T> RecordMetadata send(Topic<T> topic, String key, T event) {
        return neighbours.send(topic, key, event);
    }

    <T> RecordMetadata send(Topic<T> topic, String key, T event, UUID eventId) {
        return neighbours.send(topic, key, event, eventId);
    }

    RecordMetadata sendRaw(Topic<?> topic, String key, byte[] value, String type) {
        return neighbours.sendRaw(topic, key, value, type, UUID.randomUUID());
    }

    List<FrameScored> scoringsOf(UUID frameId) {
        return scorings.stream()
                .filter(scoring -> scoring.frameId().equals(frameId))
                .toList();
    }

    /** Why records of that key were set aside. */
    List<String> deadLetterReasons(Topic<?> topic, String key) {
        return neighbours.deadLetterReasons(topic, key);
    }

    String awaitDeadLetter(Topic<?> topic, String key) {
        return neighbours.awaitDeadLetter(topic, key, LIMIT);
    }

    @Override
    public void close() {
        neighbours.close();
    }
}
