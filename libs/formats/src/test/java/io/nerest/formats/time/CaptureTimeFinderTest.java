package io.nerest.formats.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureTimeFinderTest {
    private static final ZoneId SAKHALIN = ZoneId.of("Asia/Sakhalin");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "IMG_20260801_123456.jpg, 2026-08-01T01:34:56Z",
        "weir 2026-08-01 12.34.56.png, 2026-08-01T01:34:56Z",
        "cam1_2026-08-01T12-34-56_0007.jpg, 2026-08-01T01:34:56Z",
        "20260801123456.jpg, 2026-08-01T01:34:56Z",
        "20260801_123456.250.jpg, 2026-08-01T01:34:56.250Z"
    })
    void timesInNamesAreLocalTimesOfTheCamera(String name, Instant time) {
        assertThat(CaptureTimeFinder.usual(SAKHALIN).named(name)).contains(time);
    }

    @ParameterizedTest
    @CsvSource({"frame_000123.jpg", "20261301_123456.jpg", "20260801_993456.jpg", "120260801123456.jpg"})
    void numbersThatAreNoTimeAreNone(String name) {
        assertThat(CaptureTimeFinder.usual(SAKHALIN).named(name)).isEmpty();
    }

    @Test
    void aPatternOfTheUserReadsOtherNames() {
        CaptureTimeFinder finder = new CaptureTimeFinder(
                List.of(CaptureTimeSource.NAME),
                Optional.of(
                        Pattern.compile(
                                "(?<hour>\\d\\d)(?<minute>\\d\\d)(?<second>\\d\\d)-(?<day>\\d\\d)(?<month>\\d\\d)(?<year>\\d{4})")),
                ZoneId.of("UTC"));

        assertThat(finder.named("x123456-01082026.jpg")).contains(Instant.parse("2026-08-01T12:34:56Z"));
        assertThatThrownBy(() -> new CaptureTimeFinder(
                        List.of(CaptureTimeSource.NAME), Optional.of(Pattern.compile("(?<year>\\d+)")), SAKHALIN))
                .hasMessageContaining("(?<month>");
    }

    @Test
    void aSidecarOutranksTheName() throws IOException {
        Path image = Files.createFile(folder.resolve("20200101_000000.jpg"));
        Files.writeString(
                folder.resolve("times.csv"), "file,captured_at\n20200101_000000.jpg,2026-08-01T12:34:56+11:00\n");

        assertThat(CaptureTimeFinder.usual(SAKHALIN).find(image)).contains(Instant.parse("2026-08-01T01:34:56Z"));
    }

    @Test
    void aSidecarNamesTheStream() throws IOException {
        Files.writeString(folder.resolve("times.csv"), """
                file,stream,captured_at
                a.jpg,weir_1,2026-08-01T12:34:56Z
                b.jpg,,2026-08-01T12:34:57Z
                """);
        CaptureTimeFinder finder = CaptureTimeFinder.usual(SAKHALIN);

        assertThat(finder.stream(folder.resolve("a.jpg"))).contains("weir_1");
        assertThat(finder.stream(folder.resolve("b.jpg"))).isEmpty();
        assertThat(finder.stream(folder.resolve("c.jpg"))).isEmpty();
    }

    @Test
    void aDamagedSidecarNamesItsRow() throws IOException {
        Path image = Files.createFile(folder.resolve("a.jpg"));
        Files.writeString(folder.resolve("times.csv"), "file,captured_at\na.jpg,yesterday\n");

        assertThatThrownBy(() -> CaptureTimeFinder.usual(SAKHALIN).find(image))
                .hasMessageContaining("times.csv")
                .hasMessageContaining("row 2")
                .hasMessageContaining("yesterday");
    }

    @Test
    void exifTimesAreReadWithTheirZone() throws IOException {
        Path image = Files.write(folder.resolve("a.jpg"), ExifJpeg.taken("2026:08:01 12:34:56", "+11:00"));
        Path local = Files.write(folder.resolve("b.jpg"), ExifJpeg.taken("2026:08:01 12:34:56", ""));
        CaptureTimeFinder finder = CaptureTimeFinder.usual(ZoneId.of("UTC"));

        assertThat(finder.find(image)).contains(Instant.parse("2026-08-01T01:34:56Z"));
        assertThat(finder.find(local)).contains(Instant.parse("2026-08-01T12:34:56Z"));
    }
}
