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

class ChaosBalanceTest {
    private static final Instant NOON = Instant.parse("2026-08-01T12:00:00Z");

    private final ObservedEvents events = new ObservedEvents();

    private Upload handled(String key, int scorings) {
        UUID id = UUID.randomUUID();
        events.registered(new FrameRegistered(
                new FrameRef(id, "cam", new ObjectRef("nerest", key, "etag", 1), 64, 48),
                key.repeat(64),
                NOON,
                NOON,
                FrameSource.UPLOAD));
        for (int i = 0; i < scorings; i++) {
            events.scored(
                    key + i,
                    new FrameScored(id, "cam", "m", List.of(), new Embedding(new float[] {1}), "pod", 1, NOON));
        }
        return new Upload.Accepted(key, id);
    }

    @Test
    void nothingIsLostIfEveryFrameIsAnnouncedScoredAndKnownToTheSelector() {
        ChaosBalance balance = ChaosBalance.of(List.of(handled("a", 1), handled("b", 1)), events, 2, 2);

        assertThat(balance.problems()).isEmpty();
        assertThat(balance.lost()).isZero();
        assertThat(balance.duplicated()).isZero();
    }

    @Test
    void aFrameIsLostIfItIsNotAnnouncedNotScoredOrUnknownToTheSelector() {
        Upload unannounced = new Upload.Accepted("x", UUID.randomUUID());

        assertThat(ChaosBalance.of(List.of(handled("a", 1), unannounced), events, 2, 2)
                        .lost())
                .isEqualTo(1);
        assertThat(ChaosBalance.of(List.of(handled("b", 0)), events, 2, 2).lost())
                .isEqualTo(1);
        assertThat(ChaosBalance.of(List.of(), events, 2, 1).lost()).isEqualTo(1);
    }

    @Test
    void aLostImageOfTheBucketAndTwoUploadsOfOneFrameAreProblems() {
        Upload.Accepted once = (Upload.Accepted) handled("a", 1);
        Upload again = new Upload.Accepted("again", once.frameId());

        assertThat(ChaosBalance.of(List.of(new Upload.InBucket("x", "0".repeat(64), true)), events, 1, 1)
                        .problems())
                .anyMatch(problem -> problem.contains("lost"));
        assertThat(ChaosBalance.of(List.of(once, again), events, 1, 1).problems())
                .anyMatch(problem -> problem.contains("registered or scored twice"));
    }

    @Test
    void aSecondScoringAndADeadLetterAreProblems() {
        ChaosBalance twice = ChaosBalance.of(List.of(handled("a", 2)), events, 1, 1);
        events.deadLetter("frames.dead-letter", "no such image", "");

        assertThat(twice.duplicated()).isEqualTo(1);
        assertThat(twice.problems()).allMatch(problem -> problem.contains("scored twice"));
        assertThat(ChaosBalance.of(List.of(), events, 1, 1).problems())
                .anyMatch(problem -> problem.contains("no such image"));
    }
}
