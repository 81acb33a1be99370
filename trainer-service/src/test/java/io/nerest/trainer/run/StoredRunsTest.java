package io.nerest.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.EventJson;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.TrainingRequested;
import io.nerest.service.objects.ObjectStore;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.nerest.trainer.pod.WorkFolder;
import io.nerest.training.run.RunFolder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class StoredRunsTest {
    private static final String JSON = "application/json";

    @Inject
    StoredRuns runs;

    @Inject
    ObjectStore store;

    @Inject
    WorkFolder work;

    @TempDir
    private Path folder;

    private final TrainingRequested request = request(UUID.randomUUID(), "0".repeat(64));

    private static TrainingRequested request(UUID id, String snapshotSha256) {
        ObjectRef snapshot = new ObjectRef("nerest", "snapshots/none.json", "0", 1);
        return new TrainingRequested(
                id, UUID.randomUUID(), 1, snapshot, snapshotSha256, "base", Map.of(), true, Instant.now());
    }

    @AfterEach
    void remove() throws IOException {
        runs.remove(request.trainingId());
        work.remove(request.trainingId());
    }

    /** Its weights are texts: storing and fetching does not read them. */
    private RunFolder run(String content) throws IOException {
        RunFolder run = new RunFolder(folder.resolve(content));
        Files.createDirectories(run.resumeState().getParent());
        for (Path file : List.of(run.arguments(), run.results(), run.best(), run.last(), run.resumeState())) {
            Files.writeString(file, content);
        }
        return run;
    }

    /** The later epoch first, because storing an epoch deletes those before it. */
    private void storeTwoEpochs() throws IOException {
        runs.store(request, 1, 2, run("after epoch 2"));
        runs.store(request, 1, 1, run("after epoch 1"));
    }

    private String key(int epoch, String file) {
        return "trainings/%s/%09d-1/%s".formatted(request.trainingId(), epoch, file);
    }

    private StoredRun manifest(int epoch) {
        ObjectRef object = store.stat(key(epoch, "run.json")).orElseThrow().ref();
        return EventJson.read(store.get(object).bytes(), StoredRun.class);
    }

    private RunFolder restored() throws IOException {
        runs.restore(request);
        return new RunFolder(work.run(request.trainingId()));
    }

    private List<String> keys() {
        try (Stream<ObjectStore.Stored> objects = store.list("trainings/" + request.trainingId() + "/")) {
            return objects.map(object -> object.ref().key()).toList();
        }
    }

    @Test
    void theNewestEpochIsFetchedWithAllItsFiles() throws Exception {
        storeTwoEpochs();

        RunFolder restored = restored();

        assertThat(restored.filesToResume())
                .extracting(Path::toString)
                .containsExactlyInAnyOrder(
                        "args.yaml",
                        "results.csv",
                        "weights/best.safetensors",
                        "weights/last.safetensors",
                        "weights/resume.safetensors");
        assertThat(restored.resumeState()).hasContent("after epoch 2");
        assertThat(work.fetchedRun(request.trainingId())).doesNotExist();
    }

    @Test
    void aLaterEpochReplacesTheEarlierOnes() throws Exception {
        runs.store(request, 1, 9, run("after epoch 9"));
        runs.store(request, 2, 10, run("after epoch 10"));

        assertThat(keys()).hasSize(6).allMatch(key -> key.contains("/000000010-2/"));
        assertThat(runs.trainings()).contains(request.trainingId());

        runs.remove(request.trainingId());
        assertThat(keys()).isEmpty();
    }

    @Test
    void anUploadWithoutItsManifestIsNotUsed() throws Exception {
        storeTwoEpochs();
        store.remove(key(2, "run.json"));

        assertThat(restored().resumeState()).hasContent("after epoch 1");
    }

    @Test
    void filesThatWereReplacedAreNotUsed() throws Exception {
        storeTwoEpochs();
        store.put(key(2, "weights/resume.safetensors"), "after epoch 3".getBytes(StandardCharsets.UTF_8), JSON);

        assertThat(restored().resumeState()).hasContent("after epoch 1");
    }

    @Test
    void aManifestThatTheTrainerDidNotSignIsNotUsed() throws Exception {
        storeTwoEpochs();
        StoredRun signed = manifest(2);
        StoredRun changed =
                new StoredRun(signed.trainingId(), signed.snapshotSha256(), 7, signed.files(), signed.signature());
        store.put(key(2, "run.json"), EventJson.write(changed), JSON);

        assertThat(restored().resumeState()).hasContent("after epoch 1");
    }

    @Test
    void aRunOnAnotherDataSetIsNotUsed() throws Exception {
        storeTwoEpochs();

        runs.restore(request(request.trainingId(), "1".repeat(64)));

        assertThat(work.run(request.trainingId())).doesNotExist();
    }

    @Test
    void anUploadThatFailsDoesNotDisturbTheRunAndTheNextEpochIsStored() throws Exception {
        try (RunUpload upload = new RunUpload(runs, work, request, 1)) {
            upload.epochDone(new RunFolder(folder.resolve("missing")), 1);
            upload.epochDone(run("after epoch 2"), 2);
        }

        assertThat(manifest(2).epoch()).isEqualTo(2);
        assertThat(work.copiedRun(request.trainingId())).doesNotExist();
    }
}
