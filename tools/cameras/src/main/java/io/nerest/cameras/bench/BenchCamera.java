package io.nerest.cameras.bench;

import io.nerest.detector.image.ImageIntegrity;
import io.nerest.video.process.DecoderProcess;
import io.nerest.video.spec.DecoderReport;
import io.nerest.video.spec.DecoderSpec;
import io.nerest.video.spec.FrameGeometry;
import io.nerest.video.spec.SpooledFrame;
import io.nerest.vision.image.ImageLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One camera of the measurement: a decoder process, and intake's check of each of its frames. */
final class BenchCamera implements AutoCloseable {
    private static final int SPOOL_LIMIT = 64;
    private static final int HEAP = 64;
    private static final int QUALITY = 90;

    private final Path spool;
    private final DecoderProcess process;
    private long checked;

    BenchCamera(DecoderSpec.Input input, Path spool, double fps, long startsAtMicros) throws IOException {
        this.spool = spool;
        this.process = DecoderProcess.start(
                new DecoderSpec(
                        input,
                        spool,
                        "rate:" + fps,
                        FrameGeometry.UNCHANGED,
                        0,
                        0,
                        ImageLimits.DEFAULT.maxPixels(),
                        SPOOL_LIMIT,
                        QUALITY,
                        0,
                        startsAtMicros),
                HEAP);
    }

    /** Checks the frames that have arrived, as intake does, and removes them. Returns how many. */
    int checkArrived() throws IOException {
        int found = 0;
        for (Path file : frames()) {
            Path taken = file.resolveSibling("taken.jpg");
            try {
                Files.move(file, taken);
            } catch (NoSuchFileException e) {
                continue;
            }
            ImageIntegrity.check(taken, ImageLimits.DEFAULT);
            Files.delete(taken);
            found++;
        }
        checked += found;
        return found;
    }

    private List<Path> frames() throws IOException {
        if (!Files.isDirectory(spool)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(spool)) {
            return files.filter(file -> SpooledFrame.of(file).isPresent())
                    .sorted()
                    .toList();
        }
    }

    long checked() {
        return checked;
    }

    long pid() {
        return process.pid();
    }

    DecoderReport report() {
        return process.lastReport();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Returns why the camera ended; empty while it runs, and for a file that was read to its end. */
    Optional<String> failure() {
        DecoderReport report = process.lastReport();
        if (report.phase() == DecoderReport.Phase.FAILED) {
            return Optional.of(report.message());
        }
        return process.isAlive() || process.exitCode() == 0
                ? Optional.empty()
                : Optional.of("its decoder process ended with exit code " + process.exitCode());
    }

    @Override
    public void close() {
        process.close();
    }
}
