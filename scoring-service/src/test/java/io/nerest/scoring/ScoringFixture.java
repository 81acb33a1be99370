package io.nerest.scoring;

import io.nerest.contracts.FrameScored;
import io.nerest.contracts.FrameUnscorable;
import io.nerest.contracts.ModelActivated;
import io.nerest.contracts.Topic;
import io.nerest.contracts.Topics;
import io.nerest.testing.Neighbours;
import io.nerest.testing.SharedPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends events to the scoring service and collects all of its events. All tests share one instance. */
public final class ScoringFixture {
    public static final Duration LIMIT = Duration.ofSeconds(90);

    private static final class Shared {
        static final ScoringFixture INSTANCE = new ScoringFixture();
    }

    private final Neighbours neighbours;
    private final List<FrameScored> scores;
    private final List<ModelActivated> activations;
    private final List<FrameUnscorable> unscorable;

    private ScoringFixture() {
        neighbours = new Neighbours(
                SharedPlatform.get().kafkaBootstrapServers(),
                Set.of(Topics.DETECTIONS, Topics.MODEL_ACTIVATIONS, Topics.UNSCORABLE_FRAMES),
                Set.of(Topics.FRAMES, Topics.MODELS, Topics.SCORING_REQUESTS));
        scores = neighbours.heard(Topics.DETECTIONS);
        activations = neighbours.heard(Topics.MODEL_ACTIVATIONS);
        unscorable = neighbours.heard(Topics.UNSCORABLE_FRAMES);
        Runtime.getRuntime().addShutdownHook(new Thread(neighbours::close, "scoring-fixture-close"));
    }

    public static ScoringFixture shared() {
        return Shared.INSTANCE;
    }

    public <T> RecordMetadata send(Topic<T> topic, String key, T event) {
        return neighbours.send(topic, key, event);
    }

    public <T> RecordMetadata send(Topic<T> topic, String key, T event, UUID eventId) {
        return neighbours.send(topic, key, event, eventId);
    }

    public <T> RecordMetadata sendTraced(Topic<T> topic, String key, T event, String traceParent) {
        return neighbours.sendTraced(topic, key, event, traceParent);
    }

    public RecordMetadata sendRaw(Topic<?> topic, String key, byte[] value, String type) {
        return neighbours.sendRaw(topic, key, value, type, UUID.randomUUID());
    }

    public List<FrameScored> scores() {
        return scores;
    }

    /** Returns the reasons why a frame cannot be scored, as published. */
    public List<String> unscorable(UUID frameId) {
        return unscorable.stream()
                .filter(event -> event.frame().frameId().equals(frameId))
                .map(FrameUnscorable::reason)
                .toList();
    }

    public List<FrameScored> scoresOf(UUID frameId) {
        return scores.stream().filter(score -> score.frameId().equals(frameId)).toList();
    }

    public List<FrameScored> scoresBy(String modelId) {
        return scores.stream().filter(score -> score.modelId().equals(modelId)).toList();
    }

    public List<ModelActivated> activationsOf(String modelId) {
        return activations.stream()
                .filter(activation -> activation.modelId().equals(modelId))
                .toList();
    }

    public List<String> deadLetterReasons(Topic<?> topic, String key) {
        return neighbours.deadLetterReasons(topic, key);
    }

    public String awaitDeadLetter(Topic<?> topic, String key) {
        return neighbours.awaitDeadLetter(topic, key, LIMIT);
    }
}
