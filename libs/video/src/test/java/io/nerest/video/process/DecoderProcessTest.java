package io.nerest.video.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.video.fixture.NumberedVideo;
import io.nerest.video.spec.CaptureClockKind;
import io.nerest.video.spec.DecoderReport;
import io.nerest.video.spec.DecoderSpec;
import io.nerest.video.spec.FrameGeometry;
import io.nerest.video.spec.SpooledFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real decoder processes read real video files. */
class DecoderProcessTest {
    private static final long LIMIT = 60_000;
    private static final Instant START = Instant.parse("2026-08-01T12:00:00Z");

    @TempDir
    static Path shared;

    private static Path video = Path.of("");

    @TempDir
    Path folder;

    @BeforeAll
    static void render() throws IOException {
        video = NumberedVideo.write(shared.resolve("numbered.mp4"), 50, 10);
    }

    private DecoderSpec spec(DecoderSpec.Input input, String sampling, FrameGeometry geometry, int limit, long after) {
        return new DecoderSpec(
                input,
                folder.resolve("spool"),
                sampling,
                geometry,
                0,
                0,
                50_000_000,
                limit,
                90,
                after,
                START.toEpochMilli() * 1_000);
    }

    private DecoderReport run(DecoderSpec spec) throws Exception {
        try (DecoderProcess process = DecoderProcess.start(spec, 64)) {
            assertThat(process.awaitEnd(LIMIT)).isTrue();
            return process.lastReport();
        }
    }

    private List<SpooledFrame> spooled() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
            return files.sorted()
                    .map(SpooledFrame::of)
                    .flatMap(java.util.Optional::stream)
                    .toList();
        }
    }

    private static List<Integer> numbers(List<SpooledFrame> frames) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (SpooledFrame frame : frames) {
            numbers.add(NumberedVideo.read(Files.readAllBytes(frame.file())));
        }
        return numbers;
    }

    @Test
    void everySampledFrameOfAFileIsWrittenOnceInOrderWithItsTime() throws Exception {
        DecoderReport report =
                run(spec(new DecoderSpec.VideoFile(video, false), "rate:5", FrameGeometry.UNCHANGED, 100, 0));

        assertThat(report.phase()).as(report.message()).isEqualTo(DecoderReport.Phase.ENDED);
        assertThat(report.decoded()).isEqualTo(50);
        assertThat(report.clock()).isEqualTo(CaptureClockKind.FILE);
        List<SpooledFrame> frames = spooled();
        assertThat(numbers(frames))
                .isEqualTo(IntStream.range(0, 25).map(i -> 1 + 2 * i).boxed().toList());
        assertThat(frames)
                .extracting(SpooledFrame::capturedAt)
                .isEqualTo(IntStream.range(0, 25)
                        .mapToObj(i -> START.plus(Duration.ofMillis(200L * i)))
                        .toList());
    }

    @Test
    void aFileIsContinuedAfterTheLastRegisteredFrame() throws Exception {
        run(spec(new DecoderSpec.VideoFile(video, false), "every:10", FrameGeometry.UNCHANGED, 100, 21));

        assertThat(numbers(spooled())).isEqualTo(List.of(31, 41));
    }

    @Test
    void aFileWhoseEndIsKnownBeganAsLongBeforeOrWhenItsContainerStates() throws Exception {
        run(spec(new DecoderSpec.VideoFile(video, false, true), "every:50", FrameGeometry.UNCHANGED, 100, 0));
        assertThat(spooled()).extracting(SpooledFrame::capturedAt).containsExactly(START.minusSeconds(5));

        Files.delete(spooled().get(0).file());
        Path stated = NumberedVideo.write(folder.resolve("stated.mp4"), 10, 10, "2026-07-31T08:00:00Z");
        run(spec(new DecoderSpec.VideoFile(stated, false, true), "every:50", FrameGeometry.UNCHANGED, 100, 0));
        assertThat(spooled())
                .extracting(SpooledFrame::capturedAt)
                .containsExactly(Instant.parse("2026-07-31T08:00:00Z"));
    }

    @Test
    void aFileWaitsForSpaceAndACameraDropsTheOldestFrames() throws Exception {
        DecoderReport live =
                run(spec(new DecoderSpec.VideoFile(video, true), "every:1", FrameGeometry.UNCHANGED, 8, 0));

        assertThat(numbers(spooled()))
                .isEqualTo(IntStream.rangeClosed(43, 50).boxed().toList());
        assertThat(live.dropped()).isEqualTo(42);
        assertThat(live.sampled()).isEqualTo(50);
        assertThat(live.written()).isEqualTo(50);
    }

    @Test
    void rotationAndCropAreAppliedInThisOrder() throws Exception {
        FrameGeometry geometry = new FrameGeometry(
                90,
                new FrameGeometry.Crop(0, 0, 1, 0.5),
                List.of(List.of(
                        new FrameGeometry.Point(0, 0), new FrameGeometry.Point(1, 0), new FrameGeometry.Point(1, 1))));

        run(spec(new DecoderSpec.VideoFile(video, false), "every:50", geometry, 100, 0));

        var image = javax.imageio.ImageIO.read(spooled().get(0).file().toFile());
        assertThat(image.getWidth()).isEqualTo(96);
        assertThat(image.getHeight()).isEqualTo(96);
        assertThat(image.getRGB(80, 10) & 0xff).as("masked").isBetween(108, 120);
    }

    /** The numbers change from frame to frame in all of the middle of the image. */
    @Test
    void whatIsMaskedOrCroppedAwayIsNoMotion() throws Exception {
        FrameGeometry masked = new FrameGeometry(
                0,
                FrameGeometry.UNCHANGED.crop(),
                List.of(List.of(
                        new FrameGeometry.Point(0, 0.15),
                        new FrameGeometry.Point(1, 0.15),
                        new FrameGeometry.Point(1, 0.85),
                        new FrameGeometry.Point(0, 0.85))));
        FrameGeometry cropped = new FrameGeometry(0, new FrameGeometry.Crop(0, 0, 1, 0.15), List.of());
        String motion = "motion:rate=5,lead=0,tail=1,idle=3600";

        for (FrameGeometry geometry : List.of(masked, cropped)) {
            DecoderReport still = run(spec(new DecoderSpec.VideoFile(video, false), motion, geometry, 100, 0));
            assertThat(still.sampled()).as("with " + geometry).isEqualTo(1);
        }
        DecoderReport moving =
                run(spec(new DecoderSpec.VideoFile(video, false), motion, FrameGeometry.UNCHANGED, 100, 0));
        assertThat(moving.sampled()).isGreaterThan(10);
    }

    @Test
    void frameOfAnotherSizeAreCountedAndNotWritten() throws Exception {
        DecoderSpec expected =
                spec(new DecoderSpec.VideoFile(video, false), "every:1", FrameGeometry.UNCHANGED, 100, 0);
        DecoderReport report = run(new DecoderSpec(
                expected.input(),
                expected.spool(),
                expected.sampling(),
                expected.geometry(),
                640,
                480,
                expected.maxPixels(),
                100,
                90,
                0,
                0));

        assertThat(report.wrongSize()).isEqualTo(50);
        assertThat(report.written()).isZero();
        assertThat(report.width()).isEqualTo(192);
    }

    @Test
    void whatIsNotAVideoIsAFailureWithAReason() throws Exception {
        Path playlist = Files.writeString(
                folder.resolve("playlist.mp4"), "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://" + video + "\n");

        DecoderReport report =
                run(spec(new DecoderSpec.VideoFile(playlist, false), "every:1", FrameGeometry.UNCHANGED, 100, 0));

        assertThat(report.phase()).isEqualTo(DecoderReport.Phase.FAILED);
        assertThat(report.message()).contains("cannot be read as a video");
    }

    @Test
    void killingTheProcessLeavesOnlyWholeFrames() throws Exception {
        DecoderSpec spec = spec(new DecoderSpec.VideoFile(video, true), "every:1", FrameGeometry.UNCHANGED, 100, 0);
        DecoderProcess process = DecoderProcess.start(spec, 64);
        try (process) {
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> process.lastReport().written() > 3);
        }
        assertThat(process.awaitEnd(LIMIT)).isTrue();
        assertThat(process.exitCode()).isNotZero();

        List<Integer> numbers = numbers(spooled());
        assertThat(numbers)
                .isEqualTo(IntStream.rangeClosed(1, numbers.size()).boxed().toList());
    }
}
