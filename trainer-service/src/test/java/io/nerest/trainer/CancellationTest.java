package io.nerest.trainer;

import static io.nerest.trainer.SnapshotFixture.TINY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingCancelled;
import io.nerest.contracts.TrainingProgressed.State;
import io.nerest.contracts.TrainingRequested;
import io.nerest.service.objects.ObjectStore;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.nerest.trainer.queue.JobQueue;
import io.nerest.trainer.queue.JobState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trainings that the selector cancels, and requests that it sends again because it had no answer. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class CancellationTest {
    @Inject
    JobQueue jobs;

    @Inject
    ObjectStore store;

    private TrainerFixture trainer;
    private SnapshotFixture snapshots;

    @BeforeEach
    void awaitBaseCheckpoint() {
        trainer = new TrainerFixture();
        snapshots = new SnapshotFixture(store, trainer.awaitBase().modelId());
    }

    @AfterEach
    void close() {
        trainer.close();
    }

    private void cancel(TrainingRequested request) {
        trainer.send(
                Topics.TRAINING_CANCELLATIONS,
                request.campaignId().toString(),
                new TrainingCancelled(
                        request.trainingId(), request.campaignId(), 1, "its campaign was cancelled", Instant.now()),
                UUID.randomUUID());
    }

    private static Map<String, String> endless() {
        Map<String, String> arguments = new HashMap<>(TINY);
        arguments.put("epochs", "100000");
        arguments.put("patience", "0");
        return arguments;
    }

    @Test
    void aRunningAndAQueuedTrainingThatAreCancelledByEventsEndWithoutAModelAndTheNextRuns() throws Exception {
        // Given
        TrainingRequested running = snapshots.request(endless());
        TrainingRequested queued = snapshots.request(TINY);
        TrainingRequested next = snapshots.request(TINY);
        trainer.request(running);
        trainer.awaitState(running, State.STARTED);
        trainer.request(queued);
        trainer.awaitState(queued, State.QUEUED);

        // When
        cancel(queued);
        cancel(running);
        trainer.request(next);
        trainer.awaitState(next, State.FINISHED);

        // Then
        for (TrainingRequested cancelled : new TrainingRequested[] {running, queued}) {
            assertThat(trainer.awaitState(cancelled, State.FAILED).message()).contains("its campaign was cancelled");
            assertThat(jobs.find(cancelled.trainingId()).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
            assertThat(trainer.modelsOf(cancelled)).isEmpty();
        }
    }

    @Test
    void aRequestThatArrivesAfterItsCancellationIsNotQueued() throws Exception {
        TrainingRequested request = snapshots.request(TINY);
        TrainingRequested marker = snapshots.request(endless());
        trainer.request(marker);
        trainer.awaitState(marker, State.QUEUED);

        cancel(request);
        cancel(marker);
        trainer.awaitState(marker, State.FAILED); // one partition, so the cancellation before has been stored
        trainer.request(request);

        assertThat(trainer.awaitState(request, State.FAILED).message()).contains("its campaign was cancelled");
        assertThat(jobs.find(request.trainingId())).isEmpty();
    }

    @Test
    void aRequestThatIsSentAgainLaterIsAnsweredWithTheStateAndTheModel() throws Exception {
        TrainingRequested request = snapshots.request(TINY);
        trainer.request(request);
        trainer.awaitState(request, State.FINISHED);

        trainer.request(sentAgain(request));

        await().atMost(TrainerFixture.LIMIT)
                .untilAsserted(() ->
                        assertThat(trainer.progressOf(request, State.FINISHED)).hasSize(2));
        await().atMost(TrainerFixture.LIMIT)
                .untilAsserted(() -> assertThat(trainer.modelsOf(request)).hasSize(2));
        assertThat(trainer.modelsOf(request).get(1))
                .isEqualTo(trainer.modelsOf(request).get(0));
        assertThat(trainer.progressOf(request, State.STARTED)).hasSize(1);
    }

    private static TrainingRequested sentAgain(TrainingRequested request) {
        return sentAgain(request, request, List.of());
    }

    private static TrainingRequested sentAgain(
            TrainingRequested request, TrainingRequested withDataSet, List<UUID> retracted) {
        return new TrainingRequested(
                request.trainingId(),
                request.campaignId(),
                request.round(),
                withDataSet.snapshot(),
                withDataSet.snapshotSha256(),
                request.baseModelId(),
                request.arguments(),
                request.promotes(),
                request.requestedAt().plusSeconds(900),
                retracted);
    }

    @Test
    void aQueuedTrainingTakesTheSnapshotOfALaterRequestAfterARetractionAndARunningOneDoesNot() throws Exception {
        // Given
        TrainingRequested running = snapshots.request(endless());
        TrainingRequested queued = snapshots.request(TINY);
        TrainingRequested fresh = snapshots.request(TINY);
        assertThat(fresh.snapshotSha256()).isNotEqualTo(queued.snapshotSha256());
        trainer.request(running);
        trainer.awaitState(running, State.STARTED);
        trainer.request(queued);
        trainer.awaitState(queued, State.QUEUED);

        // When
        trainer.request(sentAgain(running, fresh, List.of(UUID.randomUUID())));
        trainer.request(sentAgain(queued, fresh, List.of(UUID.randomUUID())));
        trainer.awaitState(running, State.RESUMED);
        await().atMost(TrainerFixture.LIMIT)
                .untilAsserted(() ->
                        assertThat(trainer.progressOf(queued, State.QUEUED)).hasSize(2));
        cancel(running);
        trainer.awaitState(queued, State.FINISHED);

        // Then
        await().atMost(TrainerFixture.LIMIT)
                .untilAsserted(() -> assertThat(trainer.modelsOf(queued))
                        .singleElement()
                        .extracting(model -> model.training().snapshotSha256())
                        .isEqualTo(fresh.snapshotSha256()));
        assertThat(trainer.awaitState(running, State.RESUMED).message()).contains("the training runs on");
    }

    @Test
    void aWorkerThatIsInterruptedWithoutBeingStoppedTakesFurtherJobs() throws Exception {
        TrainingRequested interrupted = snapshots.request(endless());
        trainer.request(interrupted);
        trainer.awaitState(interrupted, State.STARTED);

        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("job-worker-trainer-under-test"))
                .forEach(Thread::interrupt);
        cancel(interrupted);
        TrainingRequested next = snapshots.request(TINY);
        trainer.request(next);

        trainer.awaitState(next, State.FINISHED);
        RestAssured.get("/q/health/live").then().statusCode(200);
    }
}
