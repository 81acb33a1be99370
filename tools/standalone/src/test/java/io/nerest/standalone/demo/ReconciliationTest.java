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

    private final Ledger ledger = new Ledger();

    private UUID registered(String key) {
        UUID id = UUID.randomUUID();
        ledger.registered(new FrameRegistered(
                new FrameRef(id, "cam", new ObjectRef("nerest", key, "etag", 1), 64, 48),
                "ab".repeat(32),
                NOON,
                NOON,
                FrameSource.UPLOAD));
        return id;
    }

    private void scored(UUID frame, String model, String eventId) {
        ledger.scored(
                eventId,
                new FrameScored(frame, "cam", model, List.of(), new Embedding(new float[] {1}), "pod", 1, NOON));
    }

    @Test
    void booksBalanceWhereEveryPictureIsAccountedFor() {
        UUID frame = registered("a");
        UUID put = registered("b");
        scored(frame, "m", "1");
        scored(put, "m", "2");

        Reconciliation books = Reconciliation.balance(
                List.of(
                        new Upload.Accepted("a", frame),
                        new Upload.Accepted("a again", frame),
                        new Upload.Rejected("c", "no picture"),
                        new Upload.InBucket("b", "b", true)),
                ledger,
                2);

        assertThat(books.discrepancies()).isEmpty();
        assertThat(List.of(books.uploaded(), books.registered(), books.duplicates(), books.rejected()))
                .isEqualTo(List.of(4, 2, 1, 1));
    }

    @Test
    void aRedeliveredScoringIsOneScoringAndASecondOneIsNot() {
        UUID frame = registered("a");
        scored(frame, "m", "1");
        scored(frame, "m", "1");
        assertThat(ledger.scoredTwice()).isZero();

        scored(frame, "m", "2");

        assertThat(Reconciliation.balance(List.of(new Upload.Accepted("a", frame)), ledger, 1)
                        .discrepancies())
                .containsExactly("1 frames were scored twice by one model");
    }

    @Test
    void aFrameThatWasNeverScoredIsMissed() {
        UUID frame = registered("a");

        Reconciliation books = Reconciliation.balance(List.of(new Upload.Accepted("a", frame)), ledger, 1);

        assertThat(books.balanced()).isFalse();
        assertThat(books.discrepancies()).contains("1 registered frames were never scored");
    }

    @Test
    void anAcknowledgedFrameThatWasNeverAnnouncedIsMissed() {
        Reconciliation books = Reconciliation.balance(List.of(new Upload.Accepted("a", UUID.randomUUID())), ledger, 0);

        assertThat(books.balanced()).isFalse();
    }
}
