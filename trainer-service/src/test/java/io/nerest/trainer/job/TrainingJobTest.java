package io.nerest.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.TrainingRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingJobTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final TrainingRequested REQUEST = new TrainingRequested(
            UUID.randomUUID(),
            UUID.randomUUID(),
            1,
            new ObjectRef("nerest", "snapshots/1.json", "etag", 1),
            "0".repeat(64),
            "base",
            Map.of(),
            true,
            NOW);

    private static TrainingJob.Queued queued() {
        return TrainingJob.Queued.of(REQUEST, NOW);
    }

    private static TrainingJob.Running running() {
        return queued().claim("pod-a", NOW, MINUTE);
    }

    static Stream<TrainingJob.Ended> ended() {
        return Stream.of(
                running().finish("r1", NOW),
                running().fail("no loss", NOW),
                running().cancel(NOW));
    }

    @Test
    void aQueuedJobIsClaimedUnderAFirstLease() {
        TrainingJob.Running claimed = queued().claim("pod-a", NOW, MINUTE);

        assertThat(claimed.request()).isEqualTo(REQUEST);
        assertThat(claimed.id()).isEqualTo(REQUEST.trainingId());
        assertThat(claimed.attempts()).isEqualTo(1);
        assertThat(claimed.lease()).isEqualTo(new Lease("pod-a", 1, NOW.plus(MINUTE)));
    }

    @Test
    void aJobIsNotClaimedBeforeItsNextAttemptIsDue() {
        TrainingJob.Queued later = running().retry(NOW.plus(MINUTE));

        assertThatIllegalStateException()
                .isThrownBy(() -> later.claim("pod-b", NOW.plusSeconds(59), MINUTE))
                .withMessageContaining(NOW.plus(MINUTE).toString());
        assertThat(later.claim("pod-b", NOW.plus(MINUTE), MINUTE).lease().token())
                .isEqualTo(2);
        assertThat(later.attempts()).isEqualTo(1);
    }

    @Test
    void aRunningJobIsNotClaimedByAnotherPodWhileItsLeaseHolds() {
        assertThatIllegalStateException()
                .isThrownBy(() -> running().claim("pod-b", NOW.plus(MINUTE), MINUTE))
                .withMessageContaining("leased to pod-a until " + NOW.plus(MINUTE));
    }

    @Test
    void aRunningJobIsClaimedByAnotherPodOnceItsLeaseHasExpired() {
        TrainingJob.Running taken = running().claim("pod-b", NOW.plusSeconds(61), MINUTE);

        assertThat(taken.lease()).isEqualTo(new Lease("pod-b", 2, NOW.plusSeconds(121)));
        assertThat(taken.attempts()).isEqualTo(2);
    }

    @Test
    void aRestartedPodClaimsItsOwnJobAtOnceUnderANewToken() {
        TrainingJob.Running resumed = running().claim("pod-a", NOW.plusSeconds(1), MINUTE);

        assertThat(resumed.lease().token()).isEqualTo(2);
        assertThatThrownBy(() -> resumed.heldBy(running().lease())).isInstanceOf(LeaseLostException.class);
    }

    @Test
    void theHolderKeepsItsLeaseAcrossRenewals() {
        TrainingJob.Running job = running();

        TrainingJob.Running renewed = job.renew(NOW.plusSeconds(30), MINUTE);

        assertThat(renewed.lease()).isEqualTo(new Lease("pod-a", 1, NOW.plusSeconds(90)));
        assertThat(renewed.heldBy(job.lease())).isSameAs(renewed);
        assertThat(renewed.attempts()).isEqualTo(1);
    }

    @Test
    void aStaleTokenIsRejected() {
        Lease stale = running().lease();
        TrainingJob.Running taken = running().claim("pod-b", NOW.plusSeconds(61), MINUTE);

        assertThatThrownBy(() -> taken.heldBy(stale))
                .isInstanceOf(LeaseLostException.class)
                .hasMessageContaining("leased to pod-b with token 2; token 1 of pod-a is stale");
    }

    @Test
    void theTokenOfAnotherPodIsRejected() {
        assertThatThrownBy(() -> running().heldBy(new Lease("pod-b", 1, NOW.plus(MINUTE))))
                .isInstanceOf(LeaseLostException.class);
    }

    @Test
    void aQueuedJobAcceptsNoWrites() {
        Lease lease = running().lease();

        assertThatThrownBy(() -> running().retry(NOW).heldBy(lease))
                .isInstanceOf(LeaseLostException.class)
                .hasMessageContaining("is queued");
    }

    @ParameterizedTest
    @MethodSource("ended")
    void anEndedJobAcceptsNoWrites(TrainingJob.Ended job) {
        String state = job.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);

        assertThat(job.endedAt()).isEqualTo(NOW);
        assertThat(job.attempts()).isEqualTo(1);
        assertThatThrownBy(() -> job.heldBy(running().lease()))
                .isInstanceOf(LeaseLostException.class)
                .hasMessageContaining("is " + state);
    }

    @Test
    void aQueuedJobIsCancelled() {
        assertThat(queued().cancel(NOW)).isEqualTo(new TrainingJob.Cancelled(REQUEST, 0, NOW));
    }

    @Test
    void theEndOfAJobKeepsItsResult() {
        assertThat(running().finish("r1", NOW)).isEqualTo(new TrainingJob.Finished(REQUEST, 1, "r1", NOW));
        assertThat(running().fail("no loss", NOW)).isEqualTo(new TrainingJob.Failed(REQUEST, 1, "no loss", NOW));
    }

    @Test
    void aDispatchCallsTheMethodOfTheState() {
        TrainingJob.Cases<String> names = new TrainingJob.Cases<>() {
            @Override
            public String queued(TrainingJob.Queued job) {
                return "queued";
            }

            @Override
            public String running(TrainingJob.Running job) {
                return "running";
            }

            @Override
            public String finished(TrainingJob.Finished job) {
                return "finished";
            }

            @Override
            public String failed(TrainingJob.Failed job) {
                return "failed";
            }

            @Override
            public String cancelled(TrainingJob.Cancelled job) {
                return "cancelled";
            }
        };

        assertThat(Stream.concat(Stream.of(queued(), running()), ended()).map(job -> job.match(names)))
                .containsExactly("queued", "running", "finished", "failed", "cancelled");
    }
}
