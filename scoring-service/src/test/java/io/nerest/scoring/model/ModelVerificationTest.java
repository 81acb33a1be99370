package io.nerest.scoring.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.Topics;
import io.nerest.scoring.FrameSender;
import io.nerest.scoring.ModelSender;
import io.nerest.scoring.ScoringFixture;
import io.nerest.service.objects.ObjectStore;
import io.nerest.service.signing.Signatures;
import io.nerest.system.Sha256;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Models that must not become active, and damaged downloads. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class ModelVerificationTest {
    private final ScoringFixture fixture = ScoringFixture.shared();
    private final String invalid = "invalid-" + UUID.randomUUID();

    @Inject
    ObjectStore store;

    @Inject
    Signatures signatures;

    @Inject
    ActiveModel active;

    @Inject
    ModelConfig config;

    private FrameSender frames;
    private ModelSender models;
    private String before;

    @BeforeEach
    void activateAModel() throws IOException {
        frames = new FrameSender(store);
        models = new ModelSender(store, signatures);
        before = models.ensureActive(active);
    }

    @Test
    void aModelWithAForeignSignatureGoesToTheDeadLetters() {
        String foreign = models.signed("another id", ModelStatus.PROMOTED, models.weights())
                .signature();

        models.send(
                models.signed(invalid, ModelStatus.PROMOTED, models.weights()).withSignature(foreign));

        assertThat(fixture.awaitDeadLetter(Topics.MODELS, invalid)).contains("signature", invalid, "not the trainer's");
        assertNeverActive();
    }

    @Test
    void aRejectedModelThatIsSentAsPromotedGoesToTheDeadLetters() {
        // Given
        ModelPublished rejected = models.signed(invalid, ModelStatus.REJECTED, models.weights());
        models.send(rejected);

        // When
        models.send(ModelSender.published(invalid, ModelStatus.PROMOTED, models.weights(), ModelSender.IMGSZ)
                .withSignature(rejected.signature()));

        // Then
        assertThat(fixture.awaitDeadLetter(Topics.MODELS, invalid)).contains("signature", invalid);
        assertNeverActive();
    }

    @Test
    void anOutdatedPromotionThatIsSentAgainChangesNothingAndIsRejectedIfThePodHasNotSeenIt() {
        // Given
        ModelPublished unseen = models.signed(invalid, ModelStatus.PROMOTED, models.weights());
        ModelPublished seen = models.signed("seen-" + invalid, ModelStatus.PROMOTED, models.weights());
        models.send(seen);
        models.send(models.signed(invalid, ModelStatus.REJECTED, models.weights()));
        String live = models.promote(active);

        // When
        models.send(seen);
        models.send(unseen);

        // Then
        assertThat(fixture.awaitDeadLetter(Topics.MODELS, invalid)).contains("outdated", "REJECTED");
        assertThat(active.modelId()).contains(live);
        assertThat(frames.sendAndAwait().modelId()).isEqualTo(live);
        assertThat(fixture.activationsOf(invalid)).isEmpty();
    }

    @Test
    void aModelWithOtherWeightsThanPublishedGoesToTheDeadLetters() {
        String published = Sha256.of("other weights");
        models.publish(
                invalid,
                ModelStatus.PROMOTED,
                new ModelSender.Weights(models.weights().file(), published));

        assertThat(fixture.awaitDeadLetter(Topics.MODELS, invalid))
                .contains(invalid, models.weights().sha256(), published);
        assertNeverActive();
    }

    @Test
    void aSignedModelThatIsNotANetworkGoesToTheDeadLettersOnce() {
        models.publish(invalid, ModelStatus.PROMOTED, models.store(invalid, "not a network".getBytes(UTF_8)));

        assertThat(fixture.awaitDeadLetter(Topics.MODELS, invalid)).contains(invalid, "cannot be loaded as a network");
        assertNeverActive();
        assertThat(fixture.deadLetterReasons(Topics.MODELS, invalid)).hasSize(1);
    }

    @Test
    void aModelThatFailsToLoadForAnUnknownReasonGoesToTheDeadLettersAfterSomeAttempts() {
        // Given: valid weights with an invalid image size
        ModelPublished model = ModelSender.published(invalid, ModelStatus.PROMOTED, models.weights(), 97);

        // When
        models.send(models.signed(model));

        // Then
        assertThat(fixture.awaitDeadLetter(Topics.MODELS, invalid))
                .contains(invalid, "imgsz=97: must be a multiple of 32");
        assertNeverActive();
    }

    /** The active model stays, and the next promoted model replaces it. */
    private void assertNeverActive() {
        assertThat(active.modelId()).contains(before);
        String next = models.promote(active);
        assertThat(frames.sendAndAwait().modelId()).isEqualTo(next);
        assertThat(fixture.activationsOf(invalid)).isEmpty();
    }

    @Test
    void aDamagedDownloadIsDownloadedAgain() throws IOException {
        // Given
        Path cached = config.folder().toAbsolutePath().resolve(models.weights().sha256() + ".safetensors");
        Path damaged = Files.writeString(Files.createTempFile(config.folder(), "damaged", ".part"), "half a file");
        Files.move(damaged, cached, StandardCopyOption.REPLACE_EXISTING);

        // When
        String promoted = models.promote(active);

        // Then
        assertThat(frames.sendAndAwait().modelId()).isEqualTo(promoted);
        assertThat(fixture.deadLetterReasons(Topics.MODELS, promoted)).isEmpty();
        assertThat(cached).hasSize(models.weights().file().size());
    }
}
