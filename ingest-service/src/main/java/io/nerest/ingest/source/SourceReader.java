package io.nerest.ingest.source;

import io.nerest.ingest.frame.RegistrationOutcome;
import io.nerest.ingest.frame.UploadService;
import io.nerest.ingest.object.ObjectOutcome;
import io.nerest.service.failure.TransientFailure;
import io.nerest.video.address.AddressRule;
import io.nerest.video.address.CameraUrl;
import io.nerest.video.process.DecoderProcess;
import io.nerest.video.spec.DecoderReport;
import io.nerest.video.spec.DecoderSpec;
import io.nerest.video.spec.SpooledFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads one source on its own thread for as long as this pod holds its lease: starts decoder processes, registers
 * their frames in order, and judges the camera. Nothing that a camera sends ends this thread or affects another source.
 */
final class SourceReader {
    private static final Logger LOG = Logger.getLogger(SourceReader.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration ASLEEP_POLL = Duration.ofSeconds(1);
    private static final long JUDGE_NANOS = 2_000_000_000L;
    private static final int STOP_MILLIS = 30_000;
    private static final long MAX_PIXELS = 50_000_000;
    /** Attempts to read a file that a decoder did not read to its end, without a new frame between them. */
    private static final int FILE_ATTEMPTS = 3;

    private final LeasedSource source;
    private final SourceConfig config;
    private final AddressRule rule;
    private final UploadService intake;
    private final FolderListing listing;
    private final Optional<Path> path;
    private final FrameSpool spool;
    private final Optional<FolderChanges> changes;
    private final ReconnectPause pause;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile SourceStatus status;
    private volatile @Nullable DecoderProcess running;
    private SourceCounts settled;
    /** Number of the last frame of the current file that was registered. */
    private long lastRegistered;

    /** @param path of a file or folder; empty for a camera */
    SourceReader(
            LeasedSource source,
            SourceConfig config,
            AddressRule rule,
            UploadService intake,
            FolderListing listing,
            Optional<Path> path) {
        this.source = source;
        this.config = config;
        this.rule = rule;
        this.intake = intake;
        this.listing = listing;
        this.path = path;
        this.spool = new FrameSpool(config.spool().toAbsolutePath(), source.streamId(), intake);
        this.changes = path.map(root -> new FolderChanges(root, config.listAllAfter()));
        this.pause = new ReconnectPause(config.firstPause(), config.longestPause());
        this.status = source.status();
        this.settled = source.status().counts();
        this.thread = new Thread(this::run, "source-" + source.streamId());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    LeasedSource source() {
        return source;
    }

    SourceStatus status() {
        return status;
    }

    /** Returns the id of the decoder process that runs now, for tests. */
    Optional<Long> decoderPid() {
        return Optional.ofNullable(running).map(DecoderProcess::pid);
    }

    /** Stops reading, and waits for the frame that is being registered. */
    void stop() {
        stopping = true;
        DecoderProcess process = running;
        if (process != null) {
            process.close();
        }
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        DailySchedule schedule = source.schedule();
        while (!stopping && !status.state().isFinal()) {
            try {
                spool.giveBack();
                registerSpooled();
                if (!schedule.isOpen(Instant.now(Clock.systemUTC()))) {
                    set(SourceState.ASLEEP, "the schedule begins later");
                    sleep(ASLEEP_POLL);
                } else if (source.isCamera()) {
                    readCamera(schedule);
                } else if (path.isPresent() && changes.isPresent() && FolderListing.isFolder(path.get())) {
                    readFolder(changes.get());
                } else {
                    readFile(path);
                }
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                // Store or database: their clients have retried already.
                LOG.warnf("source %s: %s", source.streamId(), e.getMessage());
                pauseUnlessStopping(config.firstPause());
            }
        }
    }

    private void readCamera(DailySchedule schedule) throws IOException, InterruptedException {
        if (source.url().isEmpty()) {
            set(
                    SourceState.OFFLINE,
                    "the credentials were encrypted with another key; set nerest.ingest.sources.credentials-key to that key, or register the source again");
            sleep(config.longestPause());
            return;
        }
        CameraUrl url = CameraUrl.parse(source.url().get());
        if (status.state() == SourceState.WAITING || status.state() == SourceState.ASLEEP) {
            set(SourceState.CONNECTING, "");
        }
        Optional<String> problem = CameraProbe.problem(url, rule);
        if (problem.isPresent()) {
            set(SourceState.OFFLINE, problem.get());
            sleep(pause.take());
            return;
        }
        List<String> networks = config.allowedNetworks().orElse(List.of());
        DecoderSpec.Input input = url.isRtsp()
                ? new DecoderSpec.Rtsp(
                        source.url().get(), "udp".equals(source.request().transport()), networks)
                : new DecoderSpec.Mjpeg(source.url().get(), networks);
        DecoderReport last = follow(input, 0, 0, schedule);
        if (stopping || !schedule.isOpen(Instant.now(Clock.systemUTC()))) {
            return;
        }
        if (last.decoded() > 0) {
            pause.succeeded();
        }
        if (status.state() != SourceState.HUNG) {
            set(SourceState.OFFLINE, last.message());
        }
        sleep(pause.take());
    }

    /** Runs a decoder process to its end, registers its frames, and returns its last report. */
    private DecoderReport follow(DecoderSpec.Input input, long resumeAfter, long startsAtMicros, DailySchedule schedule)
            throws IOException, InterruptedException {
        SourceRequest request = source.request();
        DecoderSpec spec = new DecoderSpec(
                input,
                spool.folder(),
                source.sampling(),
                request.geometry(),
                request.width() == null ? 0 : request.width(),
                request.height() == null ? 0 : request.height(),
                MAX_PIXELS,
                config.spoolFrames(),
                config.jpegQuality(),
                resumeAfter,
                startsAtMicros);
        DecoderProcess process = DecoderProcess.start(spec, config.decoderHeap());
        try {
            try (process) {
                running = process;
                watch(process, input.isLive(), schedule);
            }
            process.awaitEnd(STOP_MILLIS);
            DecoderReport last = process.lastReport();
            settled = settled.plus(last).plusDropped(last.queued());
            registerSpooled();
            return last.message().isEmpty() && last.phase() != DecoderReport.Phase.ENDED
                    ? last.with(
                            DecoderReport.Phase.FAILED,
                            "the decoder process ended unexpectedly with exit code " + process.exitCode())
                    : last;
        } finally {
            running = null;
            status = status.with(settled);
        }
    }

    /** Registers frames and judges the camera until the process ends, or must. */
    private void watch(DecoderProcess process, boolean live, DailySchedule schedule) throws InterruptedException {
        DecoderReport before = process.lastReport();
        long judged = System.nanoTime();
        while (!stopping && process.isAlive()) {
            int registered = registerOrRetry();
            DecoderReport now = process.lastReport();
            status = status.with(settled.plus(now));
            if (live) {
                SourceHealth health = SourceHealth.of(
                        now, before, process.millisSinceFrame(), config.hungAfter(), config.frozenAfter());
                boolean awaited = health.state() == SourceState.CONNECTING
                        && (status.state() == SourceState.HUNG || status.state() == SourceState.OFFLINE);
                if (!awaited) { // a camera that was hung or offline stays so until it sends a frame
                    set(health.state(), health.detail());
                }
                if (health.reconnect() || !schedule.isOpen(Instant.now(Clock.systemUTC()))) {
                    return;
                }
            } else {
                set(SourceState.HEALTHY, "");
            }
            if (System.nanoTime() - judged > JUDGE_NANOS) {
                before = now;
                judged = System.nanoTime();
            }
            if (registered == 0) {
                sleep(POLL);
            }
        }
    }

    private void readFile(Optional<Path> file) throws IOException, InterruptedException {
        if (file.isEmpty() || !Files.isRegularFile(file.get())) {
            set(SourceState.OFFLINE, "the file does not exist");
            sleep(config.longestPause());
            return;
        }
        Instant start = source.request().startsAt();
        Instant known = start == null ? Files.getLastModifiedTime(file.get()).toInstant() : start;
        DecoderReport last = readToEnd(
                new DecoderSpec.VideoFile(file.get(), false, start == null),
                status.progress(),
                known.toEpochMilli() * 1_000);
        if (!stopping) {
            set(last.phase() == DecoderReport.Phase.ENDED ? SourceState.FINISHED : SourceState.FAILED, last.message());
        }
    }

    /**
     * Reads a file. A decoder that dies or fails is replaced: the next one goes on after the last registered frame.
     *
     * @return the report of the last decoder
     */
    private DecoderReport readToEnd(DecoderSpec.VideoFile file, long resumeAfter, long startsAtMicros)
            throws IOException, InterruptedException {
        ReconnectPause between = new ReconnectPause(config.firstPause(), config.longestPause());
        long from = resumeAfter;
        int attempts = 0;
        while (true) {
            lastRegistered = from;
            DecoderReport last = follow(file, from, startsAtMicros, source.schedule());
            attempts = lastRegistered > from ? 1 : attempts + 1;
            if (stopping || last.phase() == DecoderReport.Phase.ENDED || attempts >= FILE_ATTEMPTS) {
                return last;
            }
            LOG.warnf(
                    "source %s: %s was read to frame %d and is read again from there: %s",
                    source.streamId(), file.file().getFileName(), lastRegistered, last.message());
            from = lastRegistered;
            sleep(between.take());
        }
    }

    private void readFolder(FolderChanges folder) throws IOException, InterruptedException {
        set(SourceState.HEALTHY, "");
        Instant now = Instant.now(Clock.systemUTC());
        try {
            for (FolderChanges.Entry entry :
                    listing.unread(source.streamId(), folder, now, now.minus(config.settledAfter()))) {
                if (stopping) {
                    return;
                }
                Optional<String> outcome = entry.isVideo() ? Optional.of(readVideo(entry)) : readImage(entry);
                if (outcome.isPresent()) {
                    listing.markRead(source.streamId(), entry, outcome.get());
                }
            }
        } catch (IOException | RuntimeException e) {
            folder.forget();
            throw e;
        }
        sleep(ASLEEP_POLL);
    }

    private String readVideo(FolderChanges.Entry entry) throws IOException, InterruptedException {
        long micros = entry.modified().toEpochMilli() * 1_000;
        DecoderReport last = readToEnd(new DecoderSpec.VideoFile(entry.file(), false, true), 0, micros);
        if (stopping) {
            throw new InterruptedException();
        }
        return last.message().isEmpty() ? "READ" : last.message();
    }

    /** Returns what became of an image; empty if it was removed since it was listed. */
    private Optional<String> readImage(FolderChanges.Entry entry) throws IOException {
        try {
            Instant capturedAt = WatchedImage.of(entry.file(), source.zone());
            RegistrationOutcome outcome = intake.registerChanged(
                    source.streamId(), entry.file(), source.request().geometry(), config.jpegQuality(), capturedAt);
            settled = settled.plusImage().plusOutcome(outcome.kind());
            status = status.with(settled, capturedAt, 0);
            return Optional.of(outcome.rejection()
                    .map(RegistrationOutcome.Rejected::reason)
                    .orElse("READ"));
        } catch (IOException e) {
            Optional<IOException> problem = WatchedImage.problem(entry.file());
            if (problem.isEmpty()) {
                throw e; // the store failed, not the file
            }
            if (problem.get() instanceof NoSuchFileException) {
                return Optional.empty();
            }
            LOG.warnf(
                    "source %s: %s cannot be read: %s",
                    source.streamId(), entry.path(), problem.get().getMessage());
            settled = settled.plusImage().plusOutcome(ObjectOutcome.REJECTED);
            status = status.with(settled);
            return Optional.of("the file cannot be read");
        }
    }

    private int registerSpooled() throws IOException {
        return spool.registerAll(this::count);
    }

    private void count(SpooledFrame frame, RegistrationOutcome outcome) {
        settled = settled.plusOutcome(outcome.kind());
        lastRegistered = Math.max(lastRegistered, frame.number());
        boolean lost = outcome.kind() == ObjectOutcome.REJECTED;
        status = lost
                ? status.with(settled)
                : status.with(settled, frame.capturedAt(), source.isCamera() ? 0 : frame.number());
    }

    /** Registers frames; if the store or the database fails, keeps them for the next attempt. */
    private int registerOrRetry() throws InterruptedException {
        try {
            return registerSpooled();
        } catch (IOException | RuntimeException e) {
            LOG.warnf(
                    "source %s: frames wait to be registered%s: %s",
                    source.streamId(), e instanceof TransientFailure ? "" : " after an error", e.getMessage());
            try {
                spool.giveBack();
            } catch (IOException unreadable) {
                LOG.warnf("source %s: the spool folder cannot be read: %s", source.streamId(), unreadable.getMessage());
            }
            sleep(config.firstPause());
            return 0;
        }
    }

    private void set(SourceState state, String detail) {
        if (status.state() != state) {
            LOG.infof("source %s is %s%s", source.streamId(), state, detail.isEmpty() ? "" : ": " + detail);
        }
        status = status.with(state, detail);
    }

    private void pauseUnlessStopping(Duration duration) {
        try {
            sleep(duration);
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    private void sleep(Duration duration) throws InterruptedException {
        long until = System.nanoTime() + duration.toNanos();
        while (!stopping && System.nanoTime() < until) {
            Thread.sleep(Math.max(1, Math.min(50, (until - System.nanoTime()) / 1_000_000)));
        }
    }
}
