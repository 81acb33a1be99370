package io.nerest.trainer;

import static io.nerest.trainer.SnapshotFixture.TINY;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.nerest.contracts.Snapshot;
import io.nerest.contracts.TrainingProgressed.State;
import io.nerest.contracts.TrainingRequested;
import io.nerest.service.objects.ObjectStore;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.nerest.trainer.job.LeaseLostException;
import io.nerest.trainer.job.TrainingJob;
import io.nerest.trainer.queue.JobQueue;
import io.nerest.trainer.queue.JobState;
import io.nerest.trainer.worker.JobExecution;
import io.nerest.trainer.worker.JobWorker;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leases and fencing tokens, with the service's own worker beside the pods of the tests. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class LeaseTest {
    private static final String POD = "pod-of-the-test";

    @Inject
    JobQueue jobs;

    @Inject
    JobExecution execution;

    @Inject
    ObjectStore store;

    @Inject
    EntityManager database;

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

    private static TrainingJob fail(TrainingJob.Running job, Instant now) {
        return job.fail("ended by a test", now);
    }

    private JobState stateOf(UUID id) {
        return jobs.find(id).orElseThrow().state();
    }

    @Test
    void aStaleTokenWritesNothing() throws Exception {
        // Given
        TrainingRequested request = snapshots.request(TINY);
        TrainingJob.Running first = claims.queueAndClaim(request, POD);
        TrainingJob.Running second = claims.takeOver(first.id(), "other-pod");
        AtomicBoolean written = new AtomicBoolean();

        // When, then
        assertThat(second.lease().token()).isGreaterThan(first.lease().token());
        assertThatThrownBy(() -> jobs.write(
                        first.id(), first.lease(), (job, now) -> job.finish("stale", now), () -> written.set(true)))
                .isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> jobs.renew(first.id(), first.lease())).isInstanceOf(LeaseLostException.class);
        assertThat(written).isFalse();
        assertThat(stateOf(first.id())).isEqualTo(JobState.RUNNING);
        jobs.write(second.id(), second.lease(), LeaseTest::fail, () -> written.set(true));
        assertThat(written).isTrue();
        assertThat(stateOf(first.id())).isEqualTo(JobState.FAILED);
    }

    @Test
    void aPodTakesAJobOfAPodWithItsNameOnlyWhenItStarts() throws Exception {
        TrainingJob.Running job = claims.queueAndClaim(snapshots.request(TINY), POD);

        assertThat(jobs.claim(POD)).isEmpty();
        Optional<TrainingJob.Running> afterRestart =
                QuarkusTransaction.requiringNew().call(() -> jobs.reclaim(POD).map(claims::held));

        assertThat(afterRestart).isPresent();
        assertThat(afterRestart.get().id()).isEqualTo(job.id());
        jobs.write(job.id(), afterRestart.get().lease(), LeaseTest::fail, () -> {});
    }

    @Test
    void aFailedWriteChangesNothing() throws Exception {
        TrainingJob.Running job = claims.queueAndClaim(snapshots.request(TINY), POD);

        assertThatThrownBy(() -> jobs.write(job.id(), job.lease(), LeaseTest::fail, () -> {
                    throw new IllegalArgumentException("this event cannot be stored");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(stateOf(job.id())).isEqualTo(JobState.RUNNING);
        jobs.write(job.id(), job.lease(), LeaseTest::fail, () -> {});
    }

    @Test
    void aRunThatLosesItsLeasePublishesNothingAndTheWorkerContinues() throws Exception {
        // Given
        TrainingRequested stolen = snapshots.request(endless());
        trainer.request(stolen);
        trainer.awaitState(stolen, State.STARTED);

        // When
        TrainingJob.Running thief = claims.takeOver(stolen.trainingId(), "other-pod");
        TrainingRequested next = snapshots.request(TINY);
        trainer.request(next);
        trainer.awaitState(next, State.FINISHED);

        // Then: the other pod may still write, and only it
        jobs.write(thief.id(), thief.lease(), LeaseTest::fail, () -> {});
        assertThat(stateOf(thief.id())).isEqualTo(JobState.FAILED);
        assertThat(trainer.modelsOf(stolen)).isEmpty();
        assertThat(trainer.progressOf(stolen, State.FINISHED)).isEmpty();
    }

    @Test
    void aCancelledTrainingStopsPublishesNothingAndReportsTheReason() throws Exception {
        // Given
        TrainingRequested cancelled = snapshots.request(endless());
        TrainingRequested next = snapshots.request(TINY);
        String path = "/api/trainings/" + cancelled.trainingId();
        trainer.request(cancelled);
        trainer.awaitState(cancelled, State.STARTED);

        // When
        given().delete(path).then().statusCode(200).body("state", equalTo("CANCELLED"));
        trainer.request(next);
        trainer.awaitState(next, State.FINISHED);

        // Then
        assertThat(trainer.awaitState(cancelled, State.FAILED).message()).contains("cancelled");
        assertThat(trainer.modelsOf(cancelled)).isEmpty();
        given().delete(path).then().statusCode(409);
        given().delete("/api/trainings/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void twoWorkersOnOneQueuePublishOneModelPerTraining() throws Exception {
        // Given: one snapshot, because both workers share a folder of frames
        List<Snapshot.SnapshotFrame> frames = snapshots.frames();
        List<TrainingRequested> requests = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            requests.add(snapshots.request(frames, TINY));
        }
        JobWorker second = new JobWorker(POD, jobs, execution, Duration.ofMillis(50));

        // When
        requests.forEach(trainer::request);
        second.start();
        try {
            requests.forEach(request -> trainer.awaitState(request, State.FINISHED));
        } finally {
            second.stop(Duration.ofSeconds(8));
        }

        // Then
        assertThat(requests).allSatisfy(request -> {
            assertThat(trainer.modelsOf(request)).hasSize(1);
            assertThat(trainer.progressOf(request, State.STARTED)).hasSize(1);
            assertThat(stateOf(request.trainingId())).isEqualTo(JobState.FINISHED);
        });
        assertThat(requests.stream()
                        .map(request ->
                                jobs.find(request.trainingId()).orElseThrow().pod()))
                .contains(POD);
    }

    @Test
    void theLeaseIsRenewedWhileFramesAreFetched() throws Exception {
        // Given: a run that stops between two frames of its snapshot until the test continues it
        TrainingRequested request = snapshots.request(TINY);
        TrainingJob.Running job = claims.queueAndClaim(request, POD);
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        BooleanSupplier notStopping = () -> {
            fetching.countDown();
            return !isReleased(released);
        };
        FutureTask<Void> run = new FutureTask<>(() -> {
            execution.execute(job, notStopping);
            return null;
        });
        Thread pod = new Thread(run, POD);

        // When
        pod.start();
        try {
            assertThat(fetching.await(TrainerFixture.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            Instant firstEnd =
                    awaitLeaseEnd(job, end -> end.isBefore(Instant.now().plus(Duration.ofMinutes(30))));
            awaitLeaseEnd(job, end -> Instant.now().isAfter(firstEnd) && end.isAfter(Instant.now()));

            // Then: the first lease is over, and no other pod can claim the job
            assertThat(jobs.claim("other-pod")).isEmpty();
            assertThat(trainer.progressOf(request, State.STARTED)).isEmpty();
        } finally {
            released.countDown();
        }
        run.get(TrainerFixture.LIMIT.toSeconds(), TimeUnit.SECONDS);
        trainer.awaitState(request, State.FINISHED);
        assertThat(trainer.modelsOf(request)).hasSize(1);
    }

    private static boolean isReleased(CountDownLatch released) {
        try {
            return released.await(TrainerFixture.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Instant awaitLeaseEnd(TrainingJob.Running job, Predicate<Instant> condition) {
        return await().atMost(TrainerFixture.LIMIT).until(() -> leaseEnd(job), condition);
    }

    private Instant leaseEnd(TrainingJob.Running job) {
        return QuarkusTransaction.requiringNew().call(() -> (Instant)
                database.createNativeQuery("SELECT leased_until FROM training_job WHERE id = :id", Instant.class)
                        .setParameter("id", job.id())
                        .getSingleResult());
    }

    @Test
    void theArgumentsOfACampaignAreListedWithTheirRanges() {
        given().get("/api/training-arguments")
                .then()
                .statusCode(200)
                .body("name", hasItem("imgsz"))
                .body("name", not(hasItem("device")))
                .body("find { it.name == 'imgsz' }.multipleOf", equalTo(32));
    }

    private static Map<String, String> endless() {
        Map<String, String> arguments = new HashMap<>(TINY);
        arguments.put("epochs", "100000");
        arguments.put("patience", "0");
        return arguments;
    }
}
