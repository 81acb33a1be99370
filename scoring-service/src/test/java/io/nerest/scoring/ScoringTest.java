package io.nerest.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.ModelActivated;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.ScoringRequested;
import io.nerest.contracts.Topics;
import io.nerest.scoring.model.ActiveModel;
import io.nerest.service.objects.ObjectStore;
import io.nerest.service.signing.Signatures;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SharedPlatform;
import io.nerest.testing.SigningKeysResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scoring with the real network, the real base checkpoint, and the real broker, database and store. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class ScoringTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Inject
    ObjectStore store;

    @Inject
    Signatures signatures;

    @Inject
    ActiveModel active;

    private ScoringFixture around;
    private ModelPublisher trainer;
    private Camera camera;
    private ModelPublisher.Weights weights;

    @BeforeEach
    void aModelIsInUse() throws IOException {
        around = new ScoringFixture(SharedPlatform.get().kafkaBootstrapServers());
        trainer = new ModelPublisher(around, store, signatures);
        camera = new Camera(around, store);
        weights = trainer.store("test-base", ModelPublisher.baseCheckpoint());
        if (active.modelId().isEmpty()) {
            trainer.publish("base", ModelStatus.BASE, weights);
            await().atMost(LIMIT).until(() -> active.modelId().isPresent());
        }
    }

    @AfterEach
    void leave() {
        around.close();
    }

    @Test
    void aFrameIsScoredOnceByTheModelInUseHoweverOftenItIsAnnounced() {
        // Given
        FrameRef frame = camera.frame();
        String key = frame.frameId().toString();
        UUID eventId = UUID.randomUUID();

        // When
        around.send(Topics.FRAMES, key, Camera.registered(frame), eventId);
        around.send(Topics.FRAMES, key, Camera.registered(frame), eventId);
        around.send(Topics.FRAMES, key, Camera.registered(frame));
        camera.nextFrameIsScored(key);

        // Then
        await().during(Duration.ofSeconds(1))
                .atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(around.scoringsOf(frame.frameId())).hasSize(1));
        FrameScored scoring = around.scoringsOf(frame.frameId()).get(0);
        assertThat(scoring.modelId()).isEqualTo(active.modelId().orElseThrow());
        assertThat(scoring.streamId()).isEqualTo("test");
        assertThat(scoring.pod()).isEqualTo("scoring-under-test");
        assertThat(scoring.embedding().length()).isEqualTo(256);
        float[] values = scoring.embedding().values();
        assertThat(values).doesNotContain(Float.NaN);
        assertThat(values).isNotEqualTo(new float[values.length]);
    }

    @Test
    void aModelThatIsNotTheTrainersStandsInTheDeadLettersAndIsNotTakenIntoUse() {
        // Given
        String before = active.modelId().orElseThrow();
        String forged = "forged-" + UUID.randomUUID();
        String swapped = "swapped-" + UUID.randomUUID();
        String otherSha256 = ModelPublisher.sha256("other weights".getBytes(UTF_8));

        // When
        trainer.publish(
                forged,
                ModelStatus.PROMOTED,
                weights,
                trainer.sign("another id", weights.sha256()),
                ModelPublisher.IMGSZ);
        trainer.publish(swapped, ModelStatus.PROMOTED, new ModelPublisher.Weights(weights.file(), otherSha256));

        // Then
        assertThat(around.awaitDeadLetter(Topics.MODELS, forged)).contains("signature", forged, "not the trainer's");
        assertThat(around.awaitDeadLetter(Topics.MODELS, swapped)).contains(swapped, weights.sha256(), otherSha256);
        assertThat(camera.nextFrameIsScored("any").modelId()).isEqualTo(before);
        assertThat(active.modelId()).contains(before);
        assertThat(around.activations)
                .extracting(ModelActivated::modelId)
                .contains(before)
                .doesNotContain(forged, swapped);
    }

    @Test
    void aPromotedModelTakesOverBetweenTwoBatchesAndNoFrameIsSkippedOrScoredTwice() throws Exception {
        // Given
        String before = active.modelId().orElseThrow();
        String promoted = "promoted-" + UUID.randomUUID();
        Map<UUID, RecordMetadata> sent = new HashMap<>();

        // When
        for (int i = 0; i < 60; i++) {
            send(sent);
        }
        trainer.publish(promoted, ModelStatus.PROMOTED, weights);
        while (!active.modelId().equals(Optional.of(promoted)) && sent.size() < 3_000) {
            send(sent);
        }
        FrameScored after = camera.nextFrameIsScored("any");
        for (int i = 0; i < 30; i++) {
            send(sent);
        }

        // Then
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(around.scorings.stream()
                                .map(FrameScored::frameId)
                                .filter(sent::containsKey)
                                .distinct())
                        .hasSize(sent.size()));
        List<FrameScored> scorings = around.scorings.stream()
                .filter(scoring -> sent.containsKey(scoring.frameId()))
                .toList();
        assertThat(scorings).hasSize(sent.size());
        assertThat(scorings).extracting(FrameScored::modelId).containsOnly(before, promoted);
        assertThat(after.modelId()).isEqualTo(promoted);

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(around.activations)
                        .extracting(ModelActivated::modelId)
                        .containsOnlyOnce(promoted));
        ModelActivated activation = around.activations.stream()
                .filter(each -> each.modelId().equals(promoted))
                .findFirst()
                .orElseThrow();
        assertThat(activation.previousModelId()).isEqualTo(before);
        for (FrameScored scoring : scorings) {
            RecordMetadata record = sent.get(scoring.frameId());
            boolean fromHereOn = record.offset() >= activation.from().getOrDefault(record.partition(), 0L);
            assertThat(scoring.modelId())
                    .as("%s, activated from %s on", record, activation.from())
                    .isEqualTo(fromHereOn ? promoted : before);
        }
    }

    private void send(Map<UUID, RecordMetadata> sent) throws InterruptedException {
        FrameRef frame = camera.frame();
        sent.put(frame.frameId(), camera.register(frame, frame.frameId().toString()));
        Thread.sleep(5);
    }

    @Test
    void aRecordThatIsNotAFrameStandsInTheDeadLettersAndTheNextFrameIsScored() {
        // Given
        String key = UUID.randomUUID().toString();
        String newer = UUID.randomUUID().toString();

        // When
        around.sendRaw(Topics.FRAMES, key, "no JSON".getBytes(UTF_8), Topics.FRAMES.eventType());
        around.sendRaw(Topics.FRAMES, newer, "{}".getBytes(UTF_8), "io.nerest.frames.v9");

        // Then
        assertThat(around.awaitDeadLetter(Topics.FRAMES, key)).contains("not a FrameRegistered");
        assertThat(around.awaitDeadLetter(Topics.FRAMES, newer)).contains("io.nerest.frames.v9", "is unknown here");
        camera.nextFrameIsScored(key);
        camera.nextFrameIsScored(newer);
    }

    @Test
    void aFrameWithoutAPictureThatCanBeReadStandsInTheDeadLettersAndTheNextIsScored() throws IOException {
        // Given
        byte[] whole = Camera.jpeg();
        ObjectRef truncated = store.put("frames/test/cut.jpg", Arrays.copyOf(whole, whole.length / 3), "image/jpeg");
        ObjectRef gone = new ObjectRef(
                camera.picture().bucket(),
                "frames/test/gone.jpg",
                camera.picture().etag(),
                camera.picture().size());
        List<FrameRef> frames = List.of(Camera.frame(truncated), Camera.frame(gone));

        // When
        frames.forEach(frame -> camera.register(frame, frame.frameId().toString()));

        // Then
        for (FrameRef frame : frames) {
            String id = frame.frameId().toString();
            assertThat(around.awaitDeadLetter(Topics.FRAMES, id)).contains(id);
            camera.nextFrameIsScored(id);
            assertThat(around.scoringsOf(frame.frameId())).isEmpty();
        }
        assertThat(around.awaitDeadLetter(Topics.FRAMES, frames.get(1).frameId().toString()))
                .contains("frames/test/gone.jpg");
    }

    @Test
    void aRoundsRequestIsAnsweredForFramesThatItsModelHasNotSeenAndForNoOthers() {
        // Given
        String before = active.modelId().orElseThrow();
        String candidate = "candidate-" + UUID.randomUUID();
        trainer.publish(candidate, ModelStatus.CANDIDATE, weights);
        List<FrameRef> seen = List.of(camera.frame(), camera.frame());
        List<FrameRef> all = new ArrayList<>(seen);
        all.add(camera.frame());

        // When
        request(candidate, seen);
        awaitScorings(candidate, seen);
        request(candidate, all);
        awaitScorings(candidate, all);

        // Then
        await().during(Duration.ofSeconds(1))
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(around.scorings.stream()
                                .filter(scoring -> scoring.modelId().equals(candidate)))
                        .hasSize(3));
        assertThat(active.modelId()).contains(before);
    }

    private void request(String modelId, List<FrameRef> frames) {
        around.send(
                Topics.SCORING_REQUESTS,
                "round",
                new ScoringRequested(UUID.randomUUID(), UUID.randomUUID(), 1, modelId, frames, Instant.now()));
    }

    private void awaitScorings(String modelId, List<FrameRef> frames) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(around.scorings.stream()
                                .filter(scoring -> scoring.modelId().equals(modelId))
                                .map(FrameScored::frameId))
                        .containsAll(frames.stream().map(FrameRef::frameId).toList()));
    }
}
