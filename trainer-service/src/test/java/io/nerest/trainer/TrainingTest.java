package io.nerest.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.Metrics;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.PromotionRequested;
import io.nerest.contracts.Snapshot;
import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.contracts.TrainingProgressed.State;
import io.nerest.contracts.TrainingRequested;
import io.nerest.service.objects.ObjectStore;
import io.nerest.service.signing.Signatures;
import io.nerest.system.Sha256;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SharedPlatform;
import io.nerest.testing.SigningKeysResource;
import io.nerest.trainer.model.ModelRegistry;
import io.nerest.vision.box.LabelledBox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real trainings, very small ones, with the real broker, database and store. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class TrainingTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Map<String, String> TINY = Map.of("epochs", "2", "imgsz", "64", "batch", "2");
    private static final int WIDTH = 96;
    private static final int HEIGHT = 64;

    @Inject
    ObjectStore store;

    @Inject
    Signatures signatures;

    @Inject
    ModelRegistry registry;

    @Inject
    AgroalDataSource dataSource;

    private TrainerFixture around;
    private ModelPublished base;

    @BeforeEach
    void theBaseCheckpointIsPublished() {
        around = new TrainerFixture(SharedPlatform.get().kafkaBootstrapServers());
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(around.models)
                        .extracting(ModelPublished::status)
                        .containsOnlyOnce(ModelStatus.BASE));
        base = around.models.stream()
                .filter(model -> model.status() == ModelStatus.BASE)
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void leave() {
        around.close();
    }

    private Snapshot.SnapshotFrame frame(int number) throws IOException {
        int x = 8 + 9 * number;
        int y = 10 + 4 * number;
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(20, 70, 90));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setColor(new Color(150, 160, 160));
        pen.fillOval(x, y, 32, 12);
        pen.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", jpeg);
        UUID id = UUID.randomUUID();
        FrameRef ref = new FrameRef(
                id, "test", store.put("frames/test/" + id + ".jpg", jpeg.toByteArray(), "image/jpeg"), WIDTH, HEIGHT);
        LabelledBox fish = new LabelledBox(0, (x + 16.0) / WIDTH, (y + 6.0) / HEIGHT, 32.0 / WIDTH, 12.0 / HEIGHT);
        return new Snapshot.SnapshotFrame(ref, Snapshot.Origin.HUMAN, "oracle", 1, List.of(fish));
    }

    private TrainingRequested request(Map<String, String> arguments) throws IOException {
        List<Snapshot.SnapshotFrame> frames = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            frames.add(frame(i));
        }
        UUID campaign = UUID.randomUUID();
        byte[] snapshot = EventJson.write(
                new Snapshot(campaign, 1, List.of("fish"), frames.subList(0, 4), frames.subList(4, 6), Instant.now()));
        ObjectRef stored = store.put("snapshots/" + campaign + "/1.json", snapshot, "application/json");
        return new TrainingRequested(
                UUID.randomUUID(),
                campaign,
                1,
                stored,
                Sha256.of(snapshot),
                base.modelId(),
                arguments,
                true,
                Instant.now());
    }

    private TrainingProgressed awaitEnd(TrainingRequested request, State end) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(around.progressOf(request, end)).hasSize(1));
        return around.progressOf(request, end).get(0);
    }

    @Test
    void theBaseCheckpointIsPublishedSignedAtTheStart() throws IOException {
        assertThat(base.sha256()).isEqualTo(Sha256.of(Path.of("base/nerest-base-n.safetensors")));
        assertThat(base.modelId()).isEqualTo("base-" + base.sha256().substring(0, 12));
        assertThat(base.classNames()).containsExactly("fish");
        assertThat(signatures.isValid(base.modelId(), base.sha256(), base.signature()))
                .isTrue();
        assertThat(Sha256.of(store.get(base.weights()).bytes())).isEqualTo(base.sha256());
    }

    @Test
    void aRequestThatComesTwiceIsTrainedOnceWithItsResultsStoredAndItsModelSigned() throws IOException {
        // Given
        TrainingRequested request = request(TINY);
        UUID eventId = UUID.randomUUID();

        // When
        around.request(request, eventId);
        around.request(request, eventId);
        around.request(request, UUID.randomUUID());
        awaitEnd(request, State.FINISHED);

        // Then
        await().during(Duration.ofSeconds(2))
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(around.modelsOf(request)).hasSize(1));
        for (State once : List.of(State.QUEUED, State.STARTED, State.FINISHED)) {
            assertThat(around.progressOf(request, once)).as("%s", once).hasSize(1);
        }
        List<TrainingProgressed> epochs = around.progressOf(request, State.EPOCH);
        assertThat(epochs).extracting(TrainingProgressed::epoch).containsExactly(1, 2);
        assertThat(epochs).allSatisfy(epoch -> {
            assertThat(epoch.epochs()).isEqualTo(2);
            assertThat(epoch.losses()).isNotNull();
            assertThat(epoch.losses().box()).isPositive();
        });

        ModelPublished model = around.modelsOf(request).get(0);
        assertThat(model.status()).isIn(ModelStatus.PROMOTED, ModelStatus.REJECTED);
        assertThat(model.metrics()).isNotNull();
        assertThat(model.imgsz()).isEqualTo(64);
        assertThat(signatures.isValid(model.modelId(), model.sha256(), model.signature()))
                .isTrue();
        ModelPublished.Training training = model.training();
        assertThat(training.snapshot()).isEqualTo(request.snapshot());
        assertThat(training.snapshotSha256()).isEqualTo(request.snapshotSha256());
        assertThat(training.baseModelId()).isEqualTo(base.modelId());
        assertThat(training.humanLabels()).isEqualTo(4);
        assertThat(training.pseudoLabels()).isZero();
        assertThat(training.arguments()).containsEntry("epochs", "2");

        assertThat(Sha256.of(store.get(model.weights()).bytes())).isEqualTo(model.sha256());
        String results = "models/" + model.modelId() + "/results.csv";
        String csv =
                new String(store.get(store.stat(results).orElseThrow().ref()).bytes(), UTF_8);
        assertThat(csv.lines()).hasSize(3);
        assertThat(store.stat("models/" + model.modelId() + "/args.yaml")).isPresent();
    }

    @Test
    void aRequestWithAnUnknownArgumentStandsInTheDeadLettersWithTheNearestName() throws IOException {
        // Given
        Map<String, String> arguments = new HashMap<>(TINY);
        arguments.put("patiense", "3");
        TrainingRequested request = request(arguments);

        // When
        around.request(request, UUID.randomUUID());

        // Then
        String key = request.campaignId().toString();
        assertThat(around.awaitDeadLetter(Topics.TRAINING_REQUESTS, key))
                .contains(request.trainingId().toString(), "'patiense'", "did you mean 'patience'?");
    }

    /** A model that a round of the request's campaign has made, with the base's weights and the given standing. */
    private ModelPublished made(String modelId, TrainingRequested request, double map5095) throws SQLException {
        ModelPublished model = new ModelPublished(
                modelId,
                ModelStatus.PROMOTED,
                "a test says so",
                base.weights(),
                base.sha256(),
                signatures.sign(modelId, base.sha256()),
                base.architecture(),
                base.classNames(),
                64,
                new Metrics(map5095, map5095, 0.5, 0.5),
                new ModelPublished.Training(
                        request.trainingId(),
                        request.campaignId(),
                        1,
                        base.modelId(),
                        request.snapshot(),
                        request.snapshotSha256(),
                        TINY,
                        4,
                        0,
                        2,
                        1),
                Instant.now());
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO model VALUES (?, 'PROMOTED', ?, ?)")) {
            insert.setString(1, modelId);
            insert.setString(2, new String(EventJson.write(model), UTF_8));
            insert.setObject(3, model.publishedAt().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
        return model;
    }

    private void askFor(ModelPublished model, UUID eventId) {
        UUID campaign = model.training().campaignId();
        around.send(
                Topics.PROMOTION_REQUESTS,
                campaign.toString(),
                new PromotionRequested(
                        UUID.randomUUID(), campaign, 1, model.modelId(), "the best of two rounds", Instant.now()),
                eventId);
    }

    @Test
    void aFinishedCampaignsBestModelGoesLiveOnceUnlessWhatIsLiveIsAsGood() throws Exception {
        // Given: what is live has the base's weights, and so is measured, and not good, on frames of 64 pixels
        TrainingRequested request = request(TINY);
        ModelPublished others = made("others-" + request.campaignId(), request(TINY), 1.0);
        ModelPublished best = made("best-" + request.campaignId(), request, 1.0);
        ModelPublished worst = made("worst-" + request.campaignId(), request, 0.0);
        ModelPublished last = made("last-" + request.campaignId(), request, 0.9);
        assertThat(registry.live().orElseThrow().modelId()).isEqualTo(last.modelId());
        UUID eventId = UUID.randomUUID();

        // When
        askFor(worst, UUID.randomUUID());
        askFor(best, eventId);
        askFor(best, eventId);
        askFor(best, UUID.randomUUID());
        askFor(worst, UUID.randomUUID());
        TrainingRequested other = request(TINY);
        around.send(
                Topics.PROMOTION_REQUESTS,
                other.campaignId().toString(),
                new PromotionRequested(
                        UUID.randomUUID(), other.campaignId(), 1, others.modelId(), "not its own", Instant.now()),
                UUID.randomUUID());
        String key = other.campaignId().toString();
        String reason = around.awaitDeadLetter(Topics.PROMOTION_REQUESTS, key);

        // Then
        assertThat(reason).contains(others.modelId(), "was not made by campaign " + key);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(around.models)
                        .filteredOn(model -> model.modelId().equals(best.modelId()))
                        .singleElement()
                        .satisfies(model -> {
                            assertThat(model.status()).isEqualTo(ModelStatus.PROMOTED);
                            assertThat(model.reason()).contains("the best of two rounds", "which was live, has 0.");
                            assertThat(model.publishedAt()).isAfter(last.publishedAt());
                        }));
        assertThat(around.models).noneMatch(model -> model.modelId().equals(worst.modelId()));
    }

    @Test
    void aTrainingWhoseSnapshotIsNotTheOneRequestedFailsAndTheNextJobRuns() throws IOException {
        // Given
        TrainingRequested good = request(TINY);
        TrainingRequested other = request(TINY);
        TrainingRequested swapped = new TrainingRequested(
                other.trainingId(),
                other.campaignId(),
                other.round(),
                other.snapshot(),
                "a".repeat(64),
                other.baseModelId(),
                other.arguments(),
                true,
                Instant.now());

        // When
        around.request(swapped, UUID.randomUUID());
        TrainingProgressed failure = awaitEnd(swapped, State.FAILED);
        around.request(good, UUID.randomUUID());
        awaitEnd(good, State.FINISHED);

        // Then
        assertThat(failure.message()).contains(other.snapshot().key(), other.snapshotSha256(), "a".repeat(64));
        assertThat(around.modelsOf(swapped)).isEmpty();
        assertThat(around.modelsOf(good)).hasSize(1);
    }
}
