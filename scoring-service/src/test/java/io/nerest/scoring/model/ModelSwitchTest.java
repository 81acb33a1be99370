package io.nerest.scoring.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.ModelActivated;
import io.nerest.contracts.ModelStatus;
import io.nerest.scoring.FrameSender;
import io.nerest.scoring.ModelSender;
import io.nerest.scoring.ScoringFixture;
import io.nerest.service.objects.ObjectStore;
import io.nerest.service.signing.Signatures;
import io.nerest.testing.Platform;
import io.nerest.testing.PlatformPart;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SharedPlatform;
import io.nerest.testing.SigningKeysResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Model switches under load and during outages of the database and the object store. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class ModelSwitchTest {
    private static final int IN_FLIGHT = 40;
    private static final int AROUND = 60;

    private final ScoringFixture fixture = ScoringFixture.shared();
    private final Platform platform = SharedPlatform.get();

    @Inject
    ObjectStore store;

    @Inject
    Signatures signatures;

    @Inject
    ActiveModel active;

    @Inject
    MeterRegistry meters;

    private FrameSender frames;
    private ModelSender models;
    private String before;

    @BeforeEach
    void activateAModel() throws IOException {
        frames = new FrameSender(store);
        models = new ModelSender(store, signatures);
        before = models.ensureActive(active);
    }

    private ModelActivated activationOf(String id) {
        await().atMost(ScoringFixture.LIMIT)
                .untilAsserted(() -> assertThat(fixture.activationsOf(id)).hasSize(1));
        return fixture.activationsOf(id).get(0);
    }

    @Test
    void aSwitchBetweenBatchesSkipsNoFrameAndScoresNoneTwice() {
        // Given
        String promoted = "promoted-" + UUID.randomUUID();
        Map<UUID, RecordMetadata> sent = new HashMap<>();
        send(AROUND, sent);

        // When
        models.publish(promoted, ModelStatus.PROMOTED, models.weights());
        while (!active.modelId().equals(Optional.of(promoted))) {
            send(1, sent);
        }
        send(AROUND, sent);

        // Then
        await().atMost(ScoringFixture.LIMIT).until(() -> scored(sent) == sent.size());
        Map<Integer, Long> from = activationOf(promoted).from();
        List<FrameScored> scores = fixture.scores().stream()
                .filter(score -> sent.containsKey(score.frameId()))
                .toList();
        assertThat(scores).hasSize(sent.size());
        assertThat(scores).extracting(FrameScored::modelId).contains(before, promoted);
        assertThat(scores).allSatisfy(score -> {
            RecordMetadata record = sent.get(score.frameId());
            boolean afterSwitch = record.offset() >= from.getOrDefault(record.partition(), 0L);
            assertThat(score.modelId())
                    .as("%s, activated from %s", record, from)
                    .isEqualTo(afterSwitch ? promoted : before);
        });
    }

    /** Sends frames, with a bounded number of unscored ones. */
    private void send(int count, Map<UUID, RecordMetadata> sent) {
        for (int i = 0; i < count; i++) {
            await().atMost(ScoringFixture.LIMIT).until(() -> sent.size() - scored(sent) < IN_FLIGHT);
            FrameRef frame = frames.frame();
            sent.put(frame.frameId(), frames.send(frame));
        }
    }

    private long scored(Map<UUID, RecordMetadata> sent) {
        return fixture.scores().stream()
                .map(FrameScored::frameId)
                .filter(sent::containsKey)
                .distinct()
                .count();
    }

    @Test
    void anActivationIsPublishedAfterADatabaseOutageAndNamesThePreviousModel() {
        activationOf(before);

        String promoted = during(PlatformPart.POSTGRES, () -> models.promote(active));

        assertThat(activationOf(promoted).previousModelId()).isEqualTo(before);
    }

    @Test
    void aFrameThatIsRetriedAcrossASwitchIsScoredByTheModelOfItsFirstAttempt() {
        // Given
        FrameRef frame = frames.frame();

        // When
        Retried retried = during(PlatformPart.S3, () -> {
            RecordMetadata record = frames.send(frame);
            await().atMost(ScoringFixture.LIMIT).until(() -> isRetried(record));
            String promoted = models.promote(active);
            double retries = retries();
            await().atMost(ScoringFixture.LIMIT).until(() -> retries() > retries);
            return new Retried(record, promoted);
        });

        // Then
        RecordMetadata record = retried.record();
        assertThat(frames.awaitScore(frame).modelId()).isEqualTo(before);
        assertThat(frames.sendAndAwait().modelId()).isEqualTo(retried.promoted());
        assertThat(activationOf(retried.promoted()).from()).containsEntry(record.partition(), record.offset() + 1);
    }

    private record Retried(RecordMetadata record, String promoted) {}

    private interface Steps<T> {
        T run();
    }

    private <T> T during(PlatformPart outage, Steps<T> steps) {
        platform.kill(outage);
        try {
            return steps.run();
        } finally {
            platform.start(outage);
        }
    }

    private double retries() {
        return meters.counter("nerest.events.retries", "topic", "frames").count();
    }

    /** Returns whether the service's readiness names the record as being retried. */
    private static boolean isRetried(RecordMetadata record) {
        return RestAssured.get("/q/health/ready")
                .asString()
                .contains("frames-" + record.partition() + "@" + record.offset());
    }
}
