package io.nerest.trainer;

import static io.nerest.trainer.SnapshotFixture.TINY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ModelStatus;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.Snapshot;
import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.contracts.TrainingProgressed.State;
import io.nerest.contracts.TrainingRequested;
import io.nerest.service.objects.ObjectStore;
import io.nerest.service.signing.Signatures;
import io.nerest.system.Sha256;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.nerest.vision.box.LabelledBox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Very small trainings with a real broker, database and object store. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class TrainingTest {
    private static final LabelledBox FISH = new LabelledBox(0, 0.5, 0.5, 0.3, 0.3);

    @Inject
    ObjectStore store;

    @Inject
    Signatures signatures;

    private TrainerFixture trainer;
    private ModelPublished base;
    private SnapshotFixture snapshots;

    @BeforeEach
    void awaitBaseCheckpoint() {
        trainer = new TrainerFixture();
        base = trainer.awaitBase();
        snapshots = new SnapshotFixture(store, base.modelId());
    }

    @AfterEach
    void close() {
        trainer.close();
    }

    @Test
    void theBaseCheckpointIsPublishedAndSignedAtStartUp() throws Exception {
        assertThat(base.sha256()).isEqualTo(Sha256.of(SnapshotFixture.BASE));
        assertThat(base.modelId()).isEqualTo("base-" + base.sha256().substring(0, 12));
        assertThat(base.classNames()).containsExactly("fish");
        assertThat(signatures.verify(base)).isEqualTo(Signatures.Validity.VALID);
        assertThat(Sha256.of(store.get(base.weights()).bytes())).isEqualTo(base.sha256());
    }

    @Test
    void aRequestDeliveredThreeTimesIsTrainedOnceAndItsModelIsSignedAndTraceable() throws Exception {
        // Given
        Map<String, String> arguments = new HashMap<>(TINY);
        arguments.put("epochs", "2");
        arguments.put("plots", "true");
        arguments.remove("finetune"); // the recipe for few labels is a campaign's default
        TrainingRequested request = snapshots.request(arguments);
        TrainingRequested next = snapshots.request(TINY);
        UUID eventId = UUID.randomUUID();

        // When
        trainer.request(request, eventId);
        trainer.request(request, eventId);
        trainer.request(request, UUID.randomUUID());
        trainer.request(next);
        trainer.awaitState(next, State.FINISHED);

        // Then: jobs run in order, so a second run of the request would have ended before the next one
        assertThat(trainer.modelsOf(request)).hasSize(1);
        for (State once : List.of(State.QUEUED, State.STARTED, State.FINISHED)) {
            assertThat(trainer.progressOf(request, once)).as("%s", once).hasSize(1);
        }
        List<TrainingProgressed> epochs = trainer.progressOf(request, State.EPOCH);
        assertThat(epochs).extracting(TrainingProgressed::epoch).containsExactly(1, 2);
        assertThat(epochs).allSatisfy(epoch -> {
            assertThat(epoch.epochs()).isEqualTo(2);
            assertThat(epoch.losses()).isNotNull();
            assertThat(epoch.losses().box()).isPositive();
            assertThat(epoch.validationLosses())
                    .as("losses on the validation set")
                    .isNotNull();
        });
        requireTraceable(trainer.modelsOf(request).get(0), request);
        requireExamples(request);
    }

    /** Metrics by camera, and what the last epoch detects on validation frames: the fixture has two, of one camera. */
    private void requireExamples(TrainingRequested request) {
        ModelPublished model = trainer.modelsOf(request).get(0);
        JsonPath streams = RestAssured.get("/api/models/" + model.modelId() + "/streams")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(streams.getList("streamId")).isEqualTo(List.of("test"));
        assertThat(streams.getInt("[0].images")).isEqualTo(2);
        assertThat(streams.getInt("[0].objects")).isEqualTo(2);
        assertThat(streams.getDouble("[0].'mAP50-95'"))
                .as("of the only camera, so the same as of all")
                .isEqualTo(model.metrics().map5095(), within(1e-6));
        assertThat(RestAssured.get("/api/models/" + base.modelId() + "/streams")
                        .jsonPath()
                        .getList(""))
                .isEmpty();
        RestAssured.get("/api/models/none/streams").then().statusCode(404);

        JsonPath examples = RestAssured.get("/api/trainings/" + request.trainingId() + "/examples")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(examples.getInt("epoch")).isEqualTo(2);
        assertThat(examples.getList("frames.streamId")).isEqualTo(List.of("test", "test"));
        assertThat(examples.getDouble("frames[0].truth[0].w")).isEqualTo(32.0 / 96, within(1e-6));
        assertThat(examples.getList("frames[0].boxes")).isNotNull();
        RestAssured.get("/api/trainings/" + UUID.randomUUID() + "/examples")
                .then()
                .statusCode(404);
    }

    private void requireTraceable(ModelPublished model, TrainingRequested request) {
        assertThat(model.status()).isIn(ModelStatus.PROMOTED, ModelStatus.REJECTED);
        assertThat(model.metrics()).isNotNull();
        assertThat(model.imgsz()).isEqualTo(64);
        assertThat(signatures.verify(model)).isEqualTo(Signatures.Validity.VALID);
        ModelPublished.Training training = model.training();
        assertThat(training.snapshot()).isEqualTo(request.snapshot());
        assertThat(training.snapshotSha256()).isEqualTo(request.snapshotSha256());
        assertThat(training.baseModelId()).isEqualTo(base.modelId());
        assertThat(training.humanLabels()).isEqualTo(4);
        assertThat(training.pseudoLabels()).isZero();
        assertThat(training.arguments()).containsEntry("epochs", "2").doesNotContainKeys("model", "project");

        assertThat(Sha256.of(store.get(model.weights()).bytes())).isEqualTo(model.sha256());
        String folder = model.weights().key().substring(0, model.weights().key().lastIndexOf('/'));
        String csv = new String(
                store.get(store.stat(folder + "/results.csv").orElseThrow().ref())
                        .bytes(),
                UTF_8);
        assertThat(csv.lines()).hasSize(3);
        assertThat(store.stat(folder + "/args.yaml")).isPresent();
        assertThat(store.stat(folder + "/events.out.tfevents")
                        .orElseThrow()
                        .ref()
                        .size())
                .as("TensorBoard events of two epochs")
                .isGreaterThan(500);
    }

    @Test
    void aRequestWithAnInvalidArgumentBecomesADeadLetterWithTheReason() throws Exception {
        // Given
        TrainingRequested unknown = snapshots.request(Map.of("patiense", "3"));
        TrainingRequested outOfRange = snapshots.request(Map.of("imgsz", "100"));

        // When
        trainer.request(unknown);
        trainer.request(outOfRange);

        // Then
        assertThat(trainer.awaitDeadLetter(
                        Topics.TRAINING_REQUESTS, unknown.campaignId().toString()))
                .contains(unknown.trainingId().toString(), "'patiense'", "did you mean 'patience'?");
        assertThat(trainer.awaitDeadLetter(
                        Topics.TRAINING_REQUESTS, outOfRange.campaignId().toString()))
                .contains("imgsz=100: must be a multiple of 32");
    }

    @Test
    void aTrainingWhoseInputCannotBeUsedFailsWithTheReasonAndTheNextJobRuns() throws Exception {
        // Given
        List<Snapshot.SnapshotFrame> frames = snapshots.frames();
        TrainingRequested good = snapshots.request(frames, TINY);
        ObjectRef snapshot = good.snapshot();
        Map<TrainingRequested, String> reasons = new HashMap<>();
        TrainingRequested otherContent =
                SnapshotFixture.request(UUID.randomUUID(), snapshot, "a".repeat(64), base.modelId(), TINY);
        reasons.put(otherContent, snapshot.key() + " has SHA-256 " + good.snapshotSha256());
        ObjectRef nowhere = new ObjectRef(snapshot.bucket(), "snapshots/none.json", "etag", 1);
        reasons.put(
                SnapshotFixture.request(UUID.randomUUID(), nowhere, "a".repeat(64), base.modelId(), TINY),
                "snapshots/none.json");
        reasons.put(
                SnapshotFixture.request(UUID.randomUUID(), snapshot, good.snapshotSha256(), "no-such-model", TINY),
                "there is no model 'no-such-model'");
        List<Snapshot.SnapshotFrame> unknownClass = new ArrayList<>(frames);
        unknownClass.set(0, snapshots.frame(new byte[] {1}, new LabelledBox(7, 0.5, 0.5, 0.3, 0.3)));
        reasons.put(snapshots.request(unknownClass, TINY), "a label of class 7, but the snapshot has 1 classes");
        List<Snapshot.SnapshotFrame> damaged = new ArrayList<>(frames);
        damaged.set(frames.size() - 1, snapshots.frame("no image".getBytes(UTF_8), FISH));
        damaged.set(frames.size() - 2, snapshots.frame("no image".getBytes(UTF_8), FISH));
        reasons.put(snapshots.request(damaged, TINY), "2 of 2 validation frames are left out");

        // When
        reasons.keySet().forEach(trainer::request);
        await().atMost(TrainerFixture.LIMIT)
                .untilAsserted(() -> assertThat(reasons.keySet())
                        .allSatisfy(request -> assertThat(trainer.progressOf(request, State.QUEUED))
                                .hasSize(1)));
        trainer.request(good);
        trainer.awaitState(good, State.FINISHED);

        // Then
        reasons.forEach((request, reason) -> {
            assertThat(trainer.awaitState(request, State.FAILED).message()).contains(reason);
            assertThat(trainer.modelsOf(request)).isEmpty();
        });
        assertThat(trainer.modelsOf(good)).hasSize(1);
    }

    @Test
    void framesWhoseImageIsMissingOverwrittenOrDamagedAreLeftOutWithANote() throws Exception {
        // Given
        List<Snapshot.SnapshotFrame> frames = new ArrayList<>(snapshots.frames());
        Snapshot.SnapshotFrame deleted = snapshots.frame(0);
        store.remove(deleted.frame().image().key());
        frames.set(0, deleted);
        Snapshot.SnapshotFrame overwritten = snapshots.frame(1);
        store.put(overwritten.frame().image().key(), "another image".getBytes(UTF_8), "image/jpeg");
        frames.set(1, overwritten);
        Snapshot.SnapshotFrame damaged = snapshots.frame("no image".getBytes(UTF_8), FISH);
        frames.set(frames.size() - 1, damaged);
        TrainingRequested request = snapshots.request(frames, TINY);

        // When
        trainer.request(request);
        TrainingProgressed finished = trainer.awaitState(request, State.FINISHED);

        // Then
        ModelPublished.Training training = trainer.modelsOf(request).get(0).training();
        assertThat(training.humanLabels()).isEqualTo(2);
        assertThat(training.notes()).hasSize(2);
        assertThat(training.notes().get(0))
                .contains(
                        "2 of 4 training frames are left out",
                        deleted.frame().frameId().toString(),
                        overwritten.frame().frameId().toString());
        assertThat(training.notes().get(1))
                .contains("1 of 2 validation frames", damaged.frame().frameId().toString());
        assertThat(finished.message()).contains("2 of 4 training frames are left out");
    }
}
