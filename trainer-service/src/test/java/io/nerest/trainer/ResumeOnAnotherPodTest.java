package io.nerest.trainer;

import static io.nerest.trainer.SnapshotFixture.TINY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.Snapshot;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.contracts.TrainingProgressed.State;
import io.nerest.contracts.TrainingRequested;
import io.nerest.detector.weights.SafetensorsFile;
import io.nerest.detector.weights.WeightTensor;
import io.nerest.service.objects.ObjectStore;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.nerest.trainer.job.TrainingJob;
import io.nerest.trainer.pod.WorkFolder;
import io.nerest.trainer.queue.JobQueue;
import io.nerest.trainer.worker.JobExecution;
import io.nerest.training.run.RunFolder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that changes its pod: its run is moved out of the work folder, as if that were another pod's. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class ResumeOnAnotherPodTest {
    @Inject
    JobQueue jobs;

    @Inject
    JobExecution execution;

    @Inject
    ObjectStore store;

    @Inject
    EntityManager database;

    @Inject
    WorkFolder work;

    @TempDir
    private Path folder;

    private ClaimedJobs claims;
    private TrainerFixture trainer;
    private SnapshotFixture snapshots;

    @BeforeEach
    void awaitBaseCheckpoint() {
        claims = new ClaimedJobs(jobs, database);
        trainer = new TrainerFixture();
        snapshots = new SnapshotFixture(store, trainer.awaitBase().modelId());
    }

    @AfterEach
    void close() {
        trainer.close();
    }

    @Test
    void everyPodContinuesAfterTheLastStoredEpochAndTheWeightsAreThoseOfAnUninterruptedRun() throws Exception {
        // Given: pod A stops after the first epoch
        Map<String, String> arguments = new HashMap<>(TINY);
        arguments.put("epochs", "3");
        List<Snapshot.SnapshotFrame> frames = snapshots.frames();
        TrainingRequested request = snapshots.request(frames, arguments);
        Path run = work.run(request.trainingId());
        stopAfterEpoch(1, claims.queueAndClaim(request, "pod-a"));
        Path runOfPodA = Files.move(run, folder.resolve("pod-a"));

        // When: pod B, without a run, stops after the second, and pod A finishes with a run that is older than the
        // stored one
        stopAfterEpoch(2, claims.takeOver(request.trainingId(), "pod-b"));
        Files.move(run, folder.resolve("pod-b"));
        Files.move(runOfPodA, run);
        execution.execute(claims.takeOver(request.trainingId(), "pod-a"), () -> false);

        // Then
        trainer.awaitState(request, State.FINISHED);
        assertThat(trainer.progressOf(request, State.STARTED)).hasSize(1);
        assertThat(trainer.progressOf(request, State.RESUMED)).hasSize(2);
        assertThat(trainer.progressOf(request, State.EPOCH))
                .extracting(TrainingProgressed::epoch)
                .containsExactly(1, 2, 3);
        assertThat(run).doesNotExist();
        assertThat(stored(request)).isEmpty();

        TrainingRequested uninterrupted = snapshots.request(frames, arguments);
        trainer.request(uninterrupted);
        trainer.awaitState(uninterrupted, State.FINISHED);
        await().atMost(TrainerFixture.LIMIT)
                .untilAsserted(() -> assertThat(trainer.models())
                        .filteredOn(model -> model.training() != null)
                        .extracting(model -> model.training().trainingId())
                        .contains(request.trainingId(), uninterrupted.trainingId()));
        assertThat(weights(request)).isEqualTo(weights(uninterrupted));
    }

    /** Executes a job; its pod stops in the epoch after the given one, when that one is stored. */
    private void stopAfterEpoch(int epoch, TrainingJob.Running job) {
        String manifest = "trainings/%s/%09d-%d/run.json".formatted(job.id(), epoch, job.attempts());
        assertThatThrownBy(() -> execution.execute(job, () -> {
                    if (resumableEpochs(job) < epoch) {
                        return false;
                    }
                    await().atMost(TrainerFixture.LIMIT)
                            .until(() -> store.stat(manifest).isPresent());
                    return true;
                }))
                .isInstanceOf(InterruptedException.class);
    }

    private int resumableEpochs(TrainingJob.Running job) {
        try {
            return new RunFolder(work.run(job.id())).resumableEpochs();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> stored(TrainingRequested request) {
        try (Stream<ObjectStore.Stored> objects = store.list("trainings/" + request.trainingId() + "/")) {
            return objects.map(object -> object.ref().key()).toList();
        }
    }

    private Map<String, ByteBuffer> weights(TrainingRequested request) throws IOException {
        ModelPublished model = trainer.modelsOf(request).get(0);
        Path file = folder.resolve(model.modelId());
        store.download(model.weights(), file);
        return SafetensorsFile.read(file).tensors().values().stream()
                .collect(Collectors.toMap(WeightTensor::name, WeightTensor::data));
    }
}
