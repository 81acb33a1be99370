package io.nerest.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.ModelActivated;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.ScoringRequested;
import io.nerest.contracts.Topics;
import io.nerest.scoring.model.ActiveModel;
import io.nerest.scoring.model.ModelShelf;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Switches of models while something fails: the database, the store, the model itself. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class ModelSwitchTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Platform platform = SharedPlatform.get();

    @Inject
    ObjectStore store;

    @Inject
    Signatures signatures;

    @Inject
    ActiveModel active;

    @Inject
    MeterRegistry meters;

    @ConfigProperty(name = "nerest.work-dir")
    Path work;

    private ScoringFixture around;
    private ModelPublisher trainer;
    private Camera camera;
    private ModelPublisher.Weights weights;
    private String before;

    @BeforeEach
    void aModelIsInUse() throws IOException {
        around = new ScoringFixture(platform.kafkaBootstrapServers());
        trainer = new ModelPublisher(around, store, signatures);
        camera = new Camera(around, store);
        weights = trainer.store("test-base", ModelPublisher.baseCheckpoint());
        before = promote();
    }

    @AfterEach
    void leave() {
        around.close();
    }

    /** Promotes a model and waits until it looks at frames. */
    private String promote() {
        String id = "promoted-" + UUID.randomUUID();
        trainer.publish(id, ModelStatus.PROMOTED, weights);
        await().atMost(LIMIT).until(() -> active.modelId().equals(Optional.of(id)));
        return id;
    }

    private ModelActivated activationOf(String id) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(around.activations)
                        .extracting(ModelActivated::modelId)
                        .containsOnlyOnce(id));
        return around.activations.stream()
                .filter(activation -> activation.modelId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSwitchThatCannotBeAnnouncedAtOnceIsAnnouncedOnceAndNamesTheModelThatWasBefore() {
        // Given
        activationOf(before);
        String promoted;

        // When
        platform.kill(PlatformPart.POSTGRES);
        try {
            promoted = promote();
        } finally {
            platform.start(PlatformPart.POSTGRES);
        }

        // Then
        assertThat(activationOf(promoted).previousModelId()).isEqualTo(before);
    }

    @Test
    void aFrameThatIsTriedAgainAcrossASwitchKeepsTheModelItWasTakenUnder() {
        // Given
        FrameRef frame = camera.frame();
        RecordMetadata record;
        String promoted;

        // When
        platform.kill(PlatformPart.S3);
        try {
            record = camera.register(frame, "any");
            await().atMost(LIMIT).until(() -> isTriedAgain(record));
            promoted = promote();
            double retries = retries();
            // What was under way while the models were switched has failed too, and the next attempt is the first after
            // it.
            await().atMost(LIMIT).until(() -> retries() > retries);
        } finally {
            platform.start(PlatformPart.S3);
        }

        // Then
        assertThat(camera.awaitScored(frame).modelId()).isEqualTo(before);
        assertThat(camera.nextFrameIsScored("any").modelId()).isEqualTo(promoted);
        assertThat(activationOf(promoted).from()).containsEntry(record.partition(), record.offset() + 1);
    }

    private double retries() {
        return meters.counter("nerest.events.retries", "topic", "frames").count();
    }

    /** Whether the service says of a record that it is being tried again. */
    private static boolean isTriedAgain(RecordMetadata record) {
        return RestAssured.get("/q/health/ready")
                .asString()
                .contains("frames-" + record.partition() + "@" + record.offset());
    }

    @Test
    void aSignedModelThatIsNoNetworkStandsInTheDeadLettersAndTheNextModelIsTakenIntoUse() {
        // Given
        String broken = "broken-" + UUID.randomUUID();
        ModelPublisher.Weights noNetwork = trainer.store(broken, "no network".getBytes(UTF_8));

        // When
        trainer.publish(broken, ModelStatus.PROMOTED, noNetwork);

        // Then
        assertThat(around.awaitDeadLetter(Topics.MODELS, broken)).contains(broken, "no network that can be loaded");
        assertThat(camera.nextFrameIsScored("any").modelId()).isEqualTo(before);
        String next = promote();
        assertThat(camera.nextFrameIsScored("any").modelId()).isEqualTo(next);
        assertThat(activationOf(next).previousModelId()).isEqualTo(before);
        assertThat(around.activations).extracting(ModelActivated::modelId).doesNotContain(broken);
        assertThat(around.deadLetterReasons(Topics.MODELS, broken)).hasSize(1);
    }

    @Test
    void aModelThatFailsToLoadForNoKnownReasonIsTriedAFewTimesAndThenStandsInTheDeadLetters() {
        // Given: weights that are sound, with a side that no network of ours takes
        String odd = "odd-" + UUID.randomUUID();

        // When
        trainer.publish(odd, ModelStatus.PROMOTED, weights, trainer.sign(odd, weights.sha256()), 97);

        // Then
        assertThat(around.awaitDeadLetter(Topics.MODELS, odd)).contains(odd, "imgsz must be a multiple of 32");
        assertThat(camera.nextFrameIsScored("any").modelId()).isEqualTo(before);
        assertThat(activationOf(promote()).previousModelId()).isEqualTo(before);
    }

    @Test
    void aFileThatHasSufferedOnThisMachineIsFetchedAnew() throws IOException {
        // Given
        Path cached = work.toAbsolutePath().resolve("models").resolve(weights.sha256() + ".safetensors");
        Path damaged = Files.writeString(Files.createTempFile(work, "damaged", ".part"), "half a file");
        Files.move(damaged, cached, StandardCopyOption.REPLACE_EXISTING);

        // When
        String promoted = promote();

        // Then
        assertThat(camera.nextFrameIsScored("any").modelId()).isEqualTo(promoted);
        assertThat(around.deadLetterReasons(Topics.MODELS, promoted)).isEmpty();
        assertThat(cached).hasSize(weights.file().size());
    }

    @Test
    void aRequestForAModelThatIsNoNetworkStandsInTheDeadLettersAndTheNextIsAnswered() {
        // Given
        String broken = "broken-" + UUID.randomUUID();
        trainer.publish(broken, ModelStatus.CANDIDATE, trainer.store(broken, "no network".getBytes(UTF_8)));
        FrameRef frame = camera.frame();

        // When
        request(broken, frame);
        request(before, frame);

        // Then
        assertThat(around.awaitDeadLetter(Topics.SCORING_REQUESTS, broken))
                .contains(broken, "no network that can be loaded");
        assertThat(camera.awaitScored(frame).modelId()).isEqualTo(before);
    }

    private void request(String modelId, FrameRef frame) {
        around.send(
                Topics.SCORING_REQUESTS,
                modelId,
                new ScoringRequested(UUID.randomUUID(), UUID.randomUUID(), 1, modelId, List.of(frame), Instant.now()));
    }

    @Test
    void theModelInUseIsLentWhileTheNextIsLoaded() throws Exception {
        // Given
        List<Instant> lent = new ArrayList<>();
        String next = "promoted-" + UUID.randomUUID();

        // When
        trainer.publish(next, ModelStatus.PROMOTED, weights);
        while (active.modelId().equals(Optional.of(before))) {
            try (ModelShelf.Loan loan = active.borrow().orElseThrow()) {
                assertThat(loan.model().modelId()).isIn(before, next);
                lent.add(Instant.now());
            }
            Thread.sleep(1);
        }

        // Then
        ModelActivated activation = activationOf(next);
        Instant loaded = activation.activatedAt().minus(millis(activation.warmUpMillis()));
        Instant start = loaded.minus(millis(activation.loadMillis()));
        Duration margin = millis(activation.loadMillis() / 5);
        assertThat(lent)
                .as("lent between %s and %s", start, loaded)
                .anyMatch(each -> each.isAfter(start.plus(margin)) && each.isBefore(loaded.minus(margin)));
    }

    private static Duration millis(double millis) {
        return Duration.ofNanos((long) (millis * 1e6));
    }
}
