package io.nerest.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameRegistered;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.FrameSource;
import io.nerest.contracts.ModelActivated;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.ScoringRequested;
import io.nerest.contracts.Topic;
import io.nerest.contracts.Topics;
import io.nerest.messaging.objects.ObjectStore;
import io.nerest.messaging.signing.Signatures;
import io.nerest.scoring.model.ActiveModel;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SharedPlatform;
import io.nerest.testing.SigningKeysResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
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
    private static final int IMGSZ = 96;

    @Inject
    ObjectStore store;

    @Inject
    Signatures trainer;

    @Inject
    ActiveModel active;

    private Surroundings around;
    private ObjectRef weights;
    private String sha256;
    private ObjectRef picture;

    @BeforeEach
    void aModelIsInUse() throws IOException {
        around = new Surroundings(SharedPlatform.get().kafkaBootstrapServers());
        byte[] checkpoint = Files.readAllBytes(baseCheckpoint());
        sha256 = sha256(checkpoint);
        weights = store.put("models/test-base/weights.safetensors", checkpoint, "application/octet-stream");
        picture = store.put("frames/test/picture.jpg", jpeg(), "image/jpeg");
        if (active.modelId().isEmpty()) {
            publish("base", ModelStatus.BASE, sha256);
            await().atMost(LIMIT).until(() -> active.modelId().isPresent());
        }
    }

    @AfterEach
    void leave() {
        around.close();
    }

    private static Path baseCheckpoint() {
        Path here = Path.of(System.getProperty("user.dir")).toAbsolutePath();
        return Stream.iterate(here, folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("trainer-service/base/nerest-base-n.safetensors"))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no base checkpoint above " + here));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] jpeg() throws IOException {
        BufferedImage image = new BufferedImage(160, 120, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(20, 70, 90));
        pen.fillRect(0, 0, 160, 120);
        pen.setColor(new Color(150, 160, 160));
        pen.fillOval(40, 45, 70, 24);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", bytes);
        return bytes.toByteArray();
    }

    private ModelPublished model(String id, ModelStatus status, String publishedSha256, String signature) {
        return new ModelPublished(
                id,
                status,
                "a test says so",
                weights,
                publishedSha256,
                signature,
                "yolov8n",
                List.of("fish"),
                IMGSZ,
                null,
                null,
                Instant.now());
    }

    private void publish(String id, ModelStatus status, String publishedSha256) {
        ModelPublished model = model(id, status, publishedSha256, trainer.sign(id, publishedSha256));
        around.send(Topics.MODELS, id, model);
    }

    private FrameRef frame(ObjectRef image) {
        return new FrameRef(UUID.randomUUID(), "test", image, 160, 120);
    }

    private static FrameRegistered registered(FrameRef frame) {
        return new FrameRegistered(frame, "0".repeat(64), Instant.now(), Instant.now(), FrameSource.UPLOAD);
    }

    private RecordMetadata register(FrameRef frame, String key) {
        return around.send(Topics.FRAMES, key, registered(frame));
    }

    /** Registers a frame after all that was sent with this key, and waits for its scoring. */
    private FrameScored nextFrameIsScored(String key) {
        FrameRef next = frame(picture);
        register(next, key);
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(around.scoringsOf(next.frameId())).hasSize(1));
        return around.scoringsOf(next.frameId()).get(0);
    }

    private String awaitDeadLetter(Topic<?> topic, String key) {
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(around.deadLetterReasons(topic, key)).hasSize(1));
        return around.deadLetterReasons(topic, key).get(0);
    }

    @Test
    void aFrameIsScoredOnceByTheModelInUseHoweverOftenItIsAnnounced() {
        // Given
        FrameRef frame = frame(picture);
        String key = frame.frameId().toString();
        UUID eventId = UUID.randomUUID();

        // When
        around.send(Topics.FRAMES, key, registered(frame), eventId);
        around.send(Topics.FRAMES, key, registered(frame), eventId);
        around.send(Topics.FRAMES, key, registered(frame));
        nextFrameIsScored(key);

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
        String otherSha256 = sha256("other weights".getBytes(UTF_8));

        // When
        around.send(
                Topics.MODELS, forged, model(forged, ModelStatus.PROMOTED, sha256, trainer.sign("another id", sha256)));
        publish(swapped, ModelStatus.PROMOTED, otherSha256);

        // Then
        assertThat(awaitDeadLetter(Topics.MODELS, forged)).contains("signature", forged, "not the trainer's");
        assertThat(awaitDeadLetter(Topics.MODELS, swapped)).contains(swapped, sha256, otherSha256);
        assertThat(nextFrameIsScored("any").modelId()).isEqualTo(before);
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
        publish(promoted, ModelStatus.PROMOTED, sha256);
        while (!active.modelId().equals(Optional.of(promoted)) && sent.size() < 3_000) {
            send(sent);
        }
        FrameScored after = nextFrameIsScored("any");
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
        FrameRef frame = frame(picture);
        sent.put(frame.frameId(), register(frame, frame.frameId().toString()));
        Thread.sleep(5);
    }

    @Test
    void aRecordThatIsNotAFrameStandsInTheDeadLettersAndTheNextFrameIsScored() {
        // Given
        String key = UUID.randomUUID().toString();
        String newer = UUID.randomUUID().toString();

        // When
        around.sendRaw(Topics.FRAMES, key, "no JSON".getBytes(UTF_8), Topics.FRAMES.eventType(), UUID.randomUUID());
        around.sendRaw(Topics.FRAMES, newer, "{}".getBytes(UTF_8), "io.nerest.frames.v9", UUID.randomUUID());

        // Then
        assertThat(awaitDeadLetter(Topics.FRAMES, key)).contains("not a FrameRegistered");
        assertThat(awaitDeadLetter(Topics.FRAMES, newer)).contains("io.nerest.frames.v9", "is unknown here");
        nextFrameIsScored(key);
        nextFrameIsScored(newer);
    }

    @Test
    void aFrameWithoutAPictureThatCanBeReadStandsInTheDeadLettersAndTheNextIsScored() throws IOException {
        // Given
        byte[] whole = jpeg();
        ObjectRef truncated = store.put("frames/test/cut.jpg", Arrays.copyOf(whole, whole.length / 3), "image/jpeg");
        ObjectRef gone = new ObjectRef(picture.bucket(), "frames/test/gone.jpg", picture.etag(), picture.size());
        List<FrameRef> frames = List.of(frame(truncated), frame(gone));

        // When
        frames.forEach(frame -> register(frame, frame.frameId().toString()));

        // Then
        for (FrameRef frame : frames) {
            String id = frame.frameId().toString();
            assertThat(awaitDeadLetter(Topics.FRAMES, id)).contains(id);
            nextFrameIsScored(id);
            assertThat(around.scoringsOf(frame.frameId())).isEmpty();
        }
        assertThat(awaitDeadLetter(Topics.FRAMES, frames.get(1).frameId().toString()))
                .contains("frames/test/gone.jpg");
    }

    @Test
    void aRoundsRequestIsAnsweredForFramesThatItsModelHasNotSeenAndForNoOthers() {
        // Given
        String before = active.modelId().orElseThrow();
        String candidate = "candidate-" + UUID.randomUUID();
        publish(candidate, ModelStatus.CANDIDATE, sha256);
        List<FrameRef> seen = List.of(frame(picture), frame(picture));
        List<FrameRef> all = new ArrayList<>(seen);
        all.add(frame(picture));

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
