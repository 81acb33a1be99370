package io.nerest.trainer.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.TrainingRequested;
import io.nerest.trainer.job.TrainingJob;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A job's row, without the database. */
class JobRowTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final TrainingRequested REQUEST = new TrainingRequested(
            UUID.randomUUID(),
            UUID.randomUUID(),
            3,
            new ObjectRef("nerest", "snapshots/1.json", "etag", 1),
            "0".repeat(64),
            "base",
            Map.of("epochs", "7"),
            true,
            NOW);
    private static final TrainingJob.Queued QUEUED = TrainingJob.Queued.of(REQUEST, NOW);
    private static final TrainingJob.Running RUNNING = QUEUED.claim("pod-a", NOW, MINUTE);

    private final TrainingJobEntity row = new TrainingJobEntity(QUEUED, NOW);

    static Stream<TrainingJob> everyState() {
        return Stream.of(
                QUEUED,
                RUNNING,
                RUNNING.retry(NOW.plusSeconds(30)),
                RUNNING.renew(NOW.plusSeconds(15), MINUTE),
                RUNNING.retry(NOW).claim("pod-b", NOW, MINUTE),
                RUNNING.finish("model-7", NOW.plusSeconds(90)),
                RUNNING.fail("no loss", NOW.plusSeconds(90)),
                RUNNING.cancel(NOW.plusSeconds(90)));
    }

    @ParameterizedTest
    @MethodSource("everyState")
    void aJobIsReadFromItsRowAsItWasWritten(TrainingJob job) {
        row.set(RUNNING);

        row.set(job);

        assertThat(row.toJob()).isEqualTo(job);
        assertThat(row.attempts).isEqualTo(job.attempts());
    }

    @Test
    void aNewRowNamesItsCampaignAndRound() {
        assertThat(row.id).isEqualTo(REQUEST.trainingId());
        assertThat(row.queuedAt).isEqualTo(NOW);
        assertThat(row.toJob()).isEqualTo(QUEUED);
        assertThat(JobSummary.of(row))
                .isEqualTo(new JobSummary(
                        REQUEST.trainingId(), REQUEST.campaignId(), 3, JobState.QUEUED, null, 0, null, null));
    }

    @Test
    void aSummaryNamesThePodAndHowTheJobEnded() {
        row.set(RUNNING);
        assertThat(JobSummary.of(row).pod()).isEqualTo("pod-a");

        row.set(RUNNING.fail("no loss", NOW));
        assertThat(JobSummary.of(row))
                .isEqualTo(new JobSummary(
                        REQUEST.trainingId(), REQUEST.campaignId(), 3, JobState.FAILED, "pod-a", 1, "no loss", null));
    }

    @ParameterizedTest
    @MethodSource("everyState")
    void onlyARunningJobHasALeaseThatExpires(TrainingJob job) {
        row.set(RUNNING);

        row.set(job);

        assertThat(row.leasedUntil != null).isEqualTo(job instanceof TrainingJob.Running);
        assertThat(row.endedAt != null).isEqualTo(job instanceof TrainingJob.Ended);
    }

    @Test
    void aFailureStoredWithoutAReasonIsRead() {
        row.set(RUNNING.fail("no loss", NOW));
        row.reason = null;

        assertThat(row.toJob()).isEqualTo(RUNNING.fail("", NOW));
    }
}
