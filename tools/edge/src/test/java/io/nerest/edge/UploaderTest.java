package io.nerest.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UploaderTest {
    private static final Instant START = Instant.parse("2026-08-01T12:00:00Z");

    @TempDir
    Path folder;

    private final ClockOffset clock = new ClockOffset();
    private final List<String> messages = new ArrayList<>();

    private SpoolCounts upload(int frames, UploadOrder order, FlakyIngest ingest) throws Exception {
        try (Spool spool = new Spool(folder, 1_000_000, DropRule.OLDEST)) {
            for (int i = 0; i < frames; i++) {
                spool.add(("frame number " + i).getBytes(StandardCharsets.UTF_8), START.plusSeconds(i));
            }
            Uploader uploader = new Uploader(
                    spool,
                    new FrameClient(ingest.uri(), "north", "key", Duration.ofSeconds(5), clock),
                    order,
                    new UploadRate(0),
                    Duration.ofMillis(1_500),
                    messages::add);
            while (uploader.step()) {
                // Until the spool is empty.
            }
            return spool.counts();
        }
    }

    private static IntUnaryOperator statuses(int... first) {
        return request -> request < first.length ? first[request] : 200;
    }

    @Test
    void framesAreUploadedInTheChosenOrder() throws Exception {
        try (FlakyIngest ingest = new FlakyIngest(statuses())) {
            upload(4, UploadOrder.NEWEST_FIRST, ingest);

            assertThat(ingest.order()).containsExactly("3", "2", "1", "0");
        }
    }

    @Test
    void aFrameWhoseAnswerWasLostIsSentAgainAndCountedOnce() throws Exception {
        try (FlakyIngest ingest = new FlakyIngest(statuses(200, FlakyIngest.LOST_ANSWER))) {
            SpoolCounts counts = upload(3, UploadOrder.OLDEST_FIRST, ingest);

            assertThat(ingest.order()).containsExactly("0", "1", "2");
            assertThat(counts.of(SpoolOutcome.UPLOADED)).isEqualTo(2);
            assertThat(counts.of(SpoolOutcome.DUPLICATE)).isEqualTo(1);
            assertThat(messages).hasSize(2).last().isEqualTo("uploads work again");
        }
    }

    @Test
    void aFrameOfAClockThatIsAheadWaitsUntilTheServiceAcceptsItsTime() throws Exception {
        try (FlakyIngest ingest = new FlakyIngest(statuses(422))) {
            ingest.refuseBecause(
                    "'capturedAt' is 2026-08-01T12:06:00Z, which is after the server's time 2026-08-01T12:00:00Z");
            SpoolCounts counts = upload(1, UploadOrder.OLDEST_FIRST, ingest);

            assertThat(counts.of(SpoolOutcome.REJECTED)).isZero();
            assertThat(counts.of(SpoolOutcome.UPLOADED)).isEqualTo(1);
            assertThat(messages).first().asString().contains("capturedAt");
        }
    }

    @Test
    void aFrameStaysUntilTheServiceTakesItWhateverIsWrong() throws Exception {
        try (FlakyIngest ingest = new FlakyIngest(statuses(503, 429, 401))) {
            SpoolCounts counts = upload(1, UploadOrder.OLDEST_FIRST, ingest);

            assertThat(counts.of(SpoolOutcome.UPLOADED)).isEqualTo(1);
            assertThat(messages).first().asString().contains("503: as the test determines");
        }
    }

    @Test
    void anInvalidImageIsCountedAndDoesNotBlockTheOthers() throws Exception {
        try (FlakyIngest ingest = new FlakyIngest(statuses(422))) {
            SpoolCounts counts = upload(2, UploadOrder.OLDEST_FIRST, ingest);

            assertThat(counts.of(SpoolOutcome.REJECTED)).isEqualTo(1);
            assertThat(ingest.order()).containsExactly("1");
        }
    }

    @Test
    void theOffsetOfTheClockIsThatOfTheServicesAnswers() throws Exception {
        try (FlakyIngest ingest = new FlakyIngest(statuses())) {
            upload(1, UploadOrder.OLDEST_FIRST, ingest);
        }

        // Both run on this machine.
        ClockOffset.Measurement measured = clock.measurement().orElseThrow();
        assertThat(measured.offset().abs()).isLessThanOrEqualTo(measured.uncertainty());

        Instant now = Instant.now();
        clock.note(now.plusSeconds(3_600), now, now.plusMillis(20));
        assertThat(clock.measurement().orElseThrow().offset())
                .isBetween(Duration.ofSeconds(3_599), Duration.ofSeconds(3_601));
    }

    @Test
    void uploadsTakeNoMoreThanTheirShareOfTheLink() {
        UploadRate rate = new UploadRate(1_000);

        long waited = 0;
        for (int i = 0; i < 5; i++) {
            waited += rate.pauseFor(500, waited).toNanos();
        }

        assertThat(Duration.ofNanos(waited)).isEqualTo(Duration.ofSeconds(2));
        assertThat(new UploadRate(0).pauseFor(1_000_000, 0)).isZero();
    }
}
