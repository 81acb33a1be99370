package io.nerest.ingest.source;

import io.nerest.service.failure.OverloadException;
import io.nerest.service.http.ProblemException;
import io.nerest.video.address.CameraUrl;
import io.nerest.video.process.DecoderProcess;
import io.nerest.video.spec.DecoderReport;
import io.nerest.video.spec.DecoderSpec;
import io.nerest.video.spec.SpooledFrame;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Reads one frame of a camera that need not be registered. Nothing is stored. */
@ApplicationScoped
class SourcePreview {
    private static final int AT_ONCE = 2;
    private static final long LIMIT_SECONDS = 20;
    private static final int POLL_MILLIS = 50;
    private static final int STOP_MILLIS = 5_000;
    private static final int SPOOLED = 2;
    private static final long MAX_PIXELS = 50_000_000;
    private static final String EVERY_FRAME = "every:1";

    private final SourceValidator validator;
    private final SourceConfig config;
    private final Semaphore permits = new Semaphore(AT_ONCE);

    SourcePreview(SourceValidator validator, SourceConfig config) {
        this.validator = validator;
        this.config = config;
    }

    /**
     * Returns the first frame of a camera as JPEG, rotated, cropped and masked as it would be stored.
     *
     * @throws ProblemException 422 if the definition breaks a rule, or if the camera sends no frame within 20 seconds
     * @throws OverloadException if two previews are in progress
     */
    byte[] of(SourceRequest request) throws IOException, InterruptedException {
        validator.check(request);
        String address = request.url();
        if (address == null) {
            throw ProblemException.invalid("url", "is missing: only cameras have a preview");
        }
        if (!permits.tryAcquire()) {
            throw new OverloadException("two other cameras are being tried; try again in a few seconds");
        }
        try {
            CameraUrl url = CameraUrl.parse(address);
            Optional<String> problem = CameraProbe.problem(url, validator.rule());
            if (problem.isPresent()) {
                throw ProblemException.invalid("url", "cannot be read: " + problem.get());
            }
            Path folder =
                    Files.createDirectories(config.spool().toAbsolutePath().resolveSibling("previews"));
            Path spool = Files.createTempDirectory(folder, "camera-");
            try {
                return read(request, address, url, spool);
            } finally {
                delete(spool);
            }
        } finally {
            permits.release();
        }
    }

    private byte[] read(SourceRequest request, String address, CameraUrl url, Path spool)
            throws IOException, InterruptedException {
        List<String> networks = config.allowedNetworks().orElse(List.of());
        DecoderSpec spec = new DecoderSpec(
                url.isRtsp()
                        ? new DecoderSpec.Rtsp(address, "udp".equals(request.transport()), networks)
                        : new DecoderSpec.Mjpeg(address, networks),
                spool,
                EVERY_FRAME,
                request.geometry(),
                0,
                0,
                MAX_PIXELS,
                SPOOLED,
                config.jpegQuality(),
                0,
                0);
        try (DecoderProcess process = DecoderProcess.start(spec, config.decoderHeap())) {
            Optional<byte[]> frame = await(process, spool);
            process.end();
            process.awaitEnd(STOP_MILLIS);
            DecoderReport last = process.lastReport();
            return frame.orElseThrow(() -> ProblemException.invalid(
                    "url",
                    "cannot be read: "
                            + (last.message().isEmpty()
                                    ? "the camera sent no frame within " + LIMIT_SECONDS + " seconds"
                                    : last.message())));
        }
    }

    private static Optional<byte[]> await(DecoderProcess process, Path spool) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (System.nanoTime() < deadline) {
            boolean alive = process.isAlive();
            Optional<byte[]> frame = newest(spool);
            if (frame.isPresent() || !alive) {
                return frame;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return Optional.empty();
    }

    /** The decoder removes the oldest file when the folder is full, so the newest one is read. */
    private static Optional<byte[]> newest(Path spool) throws IOException {
        try (Stream<Path> files = Files.list(spool)) {
            Optional<Path> newest =
                    files.filter(file -> SpooledFrame.of(file).isPresent()).max(Comparator.naturalOrder());
            return newest.isEmpty() ? Optional.empty() : Optional.of(Files.readAllBytes(newest.get()));
        } catch (NoSuchFileException removed) {
            return Optional.empty();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
