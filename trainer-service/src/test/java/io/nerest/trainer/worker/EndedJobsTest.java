package io.nerest.trainer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.TrainingRequested;
import io.nerest.service.objects.ObjectStore;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.nerest.trainer.pod.TrainerConfig;
import io.nerest.trainer.pod.WorkFolder;
import io.nerest.trainer.queue.JobQueue;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class EndedJobsTest {
    @Inject
    EndedJobs ended;

    @Inject
    JobQueue jobs;

    @Inject
    WorkFolder work;

    @Inject
    ObjectStore store;

    @Inject
    TrainerConfig config;

    private UUID training() throws IOException {
        UUID id = UUID.randomUUID();
        Files.createDirectories(work.run(id).resolve("weights"));
        Files.createDirectories(work.copiedRun(id));
        store.put(key(id), new byte[] {1}, "application/json");
        return id;
    }

    private static String key(UUID id) {
        return "trainings/" + id + "/000000001-1/run.json";
    }

    @Test
    void runsOfEndedTrainingsAreDeletedHereAndInTheStoreAndOthersStay() throws Exception {
        // Given
        UUID cancelled = training();
        UUID unknown = training();
        QuarkusTransaction.requiringNew().run(() -> {
            ObjectRef snapshot = new ObjectRef(store.bucket(), "snapshots/none.json", "0", 1);
            jobs.add(new TrainingRequested(
                    cancelled, UUID.randomUUID(), 1, snapshot, "0".repeat(64), "base", Map.of(), true, Instant.now()));
            assertThat(jobs.cancel(cancelled)).isPresent();
        });

        // When
        ended.cleanUp();

        // Then
        assertThat(work.run(cancelled)).doesNotExist();
        assertThat(work.copiedRun(cancelled)).doesNotExist();
        assertThat(store.stat(key(cancelled))).isEmpty();
        assertThat(work.run(unknown)).exists();
        assertThat(store.stat(key(unknown))).isPresent();
        work.remove(unknown);
        store.remove(key(unknown));
    }

    @Test
    void weightsThatWereNotUsedForLongAreDeleted() throws Exception {
        Path old = Files.createFile(work.models().resolve("old-" + UUID.randomUUID()));
        Files.setLastModifiedTime(old, FileTime.from(Instant.EPOCH));
        for (int i = 0; i < config.cachedModels(); i++) {
            Files.createFile(work.models().resolve("new-" + UUID.randomUUID()));
        }

        ended.cleanUp();

        assertThat(old).doesNotExist();
        assertThat(work.models().toFile().list()).hasSizeGreaterThanOrEqualTo(config.cachedModels());
    }
}
