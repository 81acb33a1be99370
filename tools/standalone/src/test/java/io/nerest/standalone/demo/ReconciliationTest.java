package io.nerest.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.Embedding;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameRegistered;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.FrameSource;
import io.nerest.contracts.ObjectRef;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final Instant NOON = Instant.parse("2026-08-01T12:00:00Z");

    private final ObservedEvents events = new ObservedEvents();

    private UUID registered(String key) {
        UUID id = UUID.randomUUID();
        events.registered(new FrameRegistered(
                new FrameRef(id, "cam", new ObjectRef("nerest", key, "etag", 1), 64, 48),
                key.repeat(64),
                NOON,
                NOON,
                FrameSource.UPLOAD));
        return id;
    }

    private void scored(UUID frame, String model, String eventId) {
        events.scored(
                eventId,
                new FrameScored(frame, "cam", model, List.of(), new Embedding(new float[] {1}), "pod", 1, NOON));
    }

    @Test
    void thereIsNoDiscrepancyIfEveryImageIsAccountedFor() {
        UUID frame = registered("a");
        UUID put = registered("b");
        scored(frame, "m", "1");
        scored(put, "m", "2");

        Reconciliation reconciliation = Reconciliation.of(
                List.of(
                        new Upload.Accepted("a", frame),
                        new Upload.Accepted("a again", frame),
                        new Upload.Rejected("c", "not an image"),
                        new Upload.InBucket("b", "cam/" + "b".repeat(64), true)),
                events,
                2);

        assertThat(reconciliation.discrepancies()).isEmpty();
        assertThat(List.of(
                        reconciliation.uploaded(),
                        reconciliation.registered(),
                        reconciliation.duplicates(),
                        reconciliation.rejected()))
                .isEqualTo(List.of(4, 2, 1, 1));
    }

    @Test
    void aRedeliveredEventCountsOnceAndASecondScoringIsADiscrepancy() {
        UUID frame = registered("a");
        scored(frame, "m", "1");
        scored(frame, "m", "1");
        assertThat(events.scoredTwice()).isZero();

        scored(frame, "m", "2");

        assertThat(Reconciliation.of(List.of(new Upload.Accepted("a", frame)), events, 1)
                        .discrepancies())
                .containsExactly("1 frames were scored twice by one model");
    }

    @Test
    void aFrameThatWasNeverScoredIsADiscrepancy() {
        UUID frame = registered("a");

        Reconciliation reconciliation = Reconciliation.of(List.of(new Upload.Accepted("a", frame)), events, 1);

        assertThat(reconciliation.consistent()).isFalse();
        assertThat(reconciliation.discrepancies()).contains("1 registered frames were never scored");
    }

    @Test
    void anAcknowledgedFrameWithoutAnEventIsADiscrepancy() {
        Reconciliation reconciliation =
                Reconciliation.of(List.of(new Upload.Accepted("a", UUID.randomUUID())), events, 0);

        assertThat(reconciliation.consistent()).isFalse();
    }
}
