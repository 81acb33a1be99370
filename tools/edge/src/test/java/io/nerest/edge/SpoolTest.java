package io.nerest.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final Instant START = Instant.parse("2026-08-01T12:00:00Z");

    @TempDir
    Path folder;

    private static byte[] image(int number) {
        return String.format("frame %04d", number).getBytes(StandardCharsets.UTF_8);
    }

    private static void fill(Spool spool, int frames) throws IOException {
        for (int i = 0; i < frames; i++) {
            spool.add(image(i), START.plusSeconds(i));
        }
    }

    private static List<Long> seconds(Spool spool) throws IOException {
        List<Long> seconds = new ArrayList<>();
        for (Optional<SpoolEntry> next = spool.next(UploadOrder.OLDEST_FIRST);
                next.isPresent();
                next = spool.next(UploadOrder.OLDEST_FIRST)) {
            seconds.add(next.get().capturedAt().getEpochSecond() - START.getEpochSecond());
            spool.end(next.get(), SpoolOutcome.UPLOADED);
        }
        return seconds;
    }

    @Test
    void framesLeaveInTheOrderOfTheirCaptureOrTheNewestFirst() throws IOException {
        try (Spool spool = new Spool(folder, 1_000, DropRule.OLDEST)) {
            fill(spool, 3);

            assertThat(spool.next(UploadOrder.NEWEST_FIRST).orElseThrow().capturedAt())
                    .isEqualTo(START.plusSeconds(2));
            assertThat(spool.read(spool.next(UploadOrder.OLDEST_FIRST).orElseThrow()))
                    .hasValue(image(0));
            assertThat(seconds(spool)).containsExactly(0L, 1L, 2L);
        }
    }

    @Test
    void aFullSpoolDropsTheOldestOrTheNewestAndCountsThem() throws IOException {
        try (Spool spool = new Spool(folder.resolve("oldest"), 50, DropRule.OLDEST)) {
            fill(spool, 8);
            assertThat(spool.counts().of(SpoolOutcome.DROPPED)).isEqualTo(3);
            assertThat(seconds(spool)).containsExactly(3L, 4L, 5L, 6L, 7L);
        }
        try (Spool spool = new Spool(folder.resolve("newest"), 50, DropRule.NEWEST)) {
            fill(spool, 8);
            assertThat(seconds(spool)).containsExactly(0L, 1L, 2L, 3L, 4L);
            assertThat(spool.counts().isConsistent()).isTrue();
        }
    }

    @Test
    void thinningKeepsFramesOfTheWholeOutage() throws IOException {
        try (Spool spool = new Spool(folder, 200, DropRule.THIN)) {
            fill(spool, 100);

            List<Long> kept = seconds(spool);
            assertThat(kept).hasSizeBetween(10, 20).contains(0L, 99L);
            assertThat(kept.stream().filter(second -> second < 50))
                    .as("from the older half")
                    .isNotEmpty();
            assertThat(spool.counts().spooled()).isEqualTo(100);
            assertThat(spool.counts().isConsistent()).isTrue();
        }
    }

    @Test
    void countsAndFramesSurviveARestart() throws IOException {
        try (Spool spool = new Spool(folder, 50, DropRule.OLDEST)) {
            fill(spool, 7);
            spool.end(spool.next(UploadOrder.OLDEST_FIRST).orElseThrow(), SpoolOutcome.UPLOADED);
        }

        try (Spool spool = new Spool(folder, 50, DropRule.OLDEST)) {
            SpoolCounts counts = spool.counts();
            assertThat(counts.spooled()).isEqualTo(7);
            assertThat(counts.of(SpoolOutcome.DROPPED)).isEqualTo(2);
            assertThat(counts.of(SpoolOutcome.UPLOADED)).isEqualTo(1);
            assertThat(counts.waiting()).isEqualTo(4);
        }
    }

    @Test
    void afterAPowerCutAFrameWithAnOutcomeIsNotUploadedAgainAndAHalfLineDoesNotCount() throws IOException {
        SpoolEntry first;
        try (Spool spool = new Spool(folder, 1_000, DropRule.OLDEST)) {
            fill(spool, 2);
            first = spool.next(UploadOrder.OLDEST_FIRST).orElseThrow();
        }
        // The outcome is on disk, the deletion of the file is not; the next line was cut.
        Files.writeString(
                folder.resolve("journal"),
                "UPLOADED " + first.fileName() + "\nUPLOADED 17857",
                StandardOpenOption.APPEND);
        Files.writeString(folder.resolve("1-2-x.frame.part"), "half");

        try (Spool spool = new Spool(folder, 1_000, DropRule.OLDEST)) {
            assertThat(spool.counts().of(SpoolOutcome.UPLOADED)).isEqualTo(1);
            assertThat(seconds(spool)).containsExactly(1L);
            assertThat(folder.resolve(first.fileName())).doesNotExist();
            assertThat(folder.resolve("1-2-x.frame.part")).doesNotExist();
        }
    }

    @Test
    void oneProcessUsesASpoolAtATime() throws IOException {
        Spool first = new Spool(folder, 1_000, DropRule.OLDEST);
        try (first) {
            assertThatThrownBy(() -> new Spool(folder, 1_000, DropRule.OLDEST))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another process uses the spool");
        }
    }
}
