package io.nerest.standalone.demo;

import io.nerest.standalone.costs.CostMeasurement;
import io.nerest.standalone.costs.CostTable;
import io.nerest.standalone.costs.FrameCost;
import io.nerest.standalone.costs.SeasonPlan;
import io.nerest.standalone.disk.Tool;
import io.nerest.standalone.output.TimedOutput;
import io.nerest.standalone.stack.Installation;
import io.nerest.standalone.stack.Stack;
import io.nerest.standalone.stack.StackSettings;
import io.nerest.standalone.stack.TrialChanges;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A season of 90 days in some minutes: frames arrive all the time, everything that is kept for days is kept for the same share of
 * the trial. The whole stack is stopped and started twice, and once PostgreSQL is lost and restored from an older backup. In the
 * last third, heap, outbox, connections and disk must not grow.
 */
final class CompressedSeason {
    private static final String STREAM = "season";
    private static final Duration FRAME_PAUSE = Duration.ofMillis(125);
    private static final int SEASON_DAYS = 90;
    private static final int EMPTY_DAYS = 14;
    private static final int KAFKA_DAYS = 7;
    /** Frames must outlast the restart after the loss of PostgreSQL, and events the measurement of the costs. */
    private static final Duration LEAST_EMPTY = Duration.ofMinutes(4);

    private static final Duration LEAST_KAFKA = Duration.ofMinutes(2);
    private static final double BACKUP_AT = 1 / 3.0;
    /** A tenth of the season after the backup: before frames expire that were acknowledged after the backup. */
    private static final double LOSS_AT = BACKUP_AT + 0.1;

    private static final double LAST_RESTART_AT = 2 / 3.0;
    private static final int LEAST_FRAMES_OF_COSTS = 50;
    private static final Duration OUTAGE_LIMIT = Duration.ofMinutes(10);
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(2);
    private static final long SAMPLE_SECONDS = 5;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Installation installation;
    private final Path folder;
    private final TimedOutput output;
    private final Duration length;
    private final ObservedEvents events = new ObservedEvents();
    private final List<SeasonSample> samples = new ArrayList<>();
    /** When the stack was first ready. */
    private long start;

    CompressedSeason(Installation installation, Path folder, TimedOutput output, Duration length) {
        this.installation = installation;
        this.folder = folder;
        this.output = output;
        this.length = length;
    }

    private Duration days(int days, Duration least) {
        Duration share = length.multipliedBy(days).dividedBy(SEASON_DAYS);
        return share.compareTo(least) < 0 ? least : share;
    }

    private Duration kafkaRetention() {
        return days(KAFKA_DAYS, LEAST_KAFKA);
    }

    private Path dataDir() {
        return folder.resolve("data");
    }

    /** @param restored whether the database was restored, so that images are looked for that it does not know */
    private StackSettings settings(boolean restored) {
        String kept = days(EMPTY_DAYS, LEAST_EMPTY).toSeconds() + "s";
        Map<String, String> changes = new HashMap<>(Map.of(
                "NEREST_ENGINE", "onnx-fp32",
                // All frames count as empty, whatever the model finds.
                "NEREST_INGEST_RETENTION_EMPTY_BELOW", "1",
                "NEREST_INGEST_RETENTION_EMPTY_AFTER", kept,
                "NEREST_INGEST_RETENTION_EVERY", "5s",
                "NEREST_INGEST_RECONCILER_EVERY", "5s",
                "NEREST_INGEST_RECONCILER_SLICE", "100000",
                "NEREST_INGEST_RECONCILER_MIN_AGE", "5s",
                "NEREST_INGEST_RECONCILER_RESTORE_CONTENTS", String.valueOf(restored)));
        changes.putAll(rows(kept));
        return new StackSettings(
                        dataDir(),
                        folder.resolve("logs"),
                        List.of("fish"),
                        installation.baseCheckpoint(),
                        false,
                        changes)
                .with(new TrialChanges(
                        OptionalInt.empty(), Optional.empty(), Optional.of(kafkaRetention()), Optional.empty()));
    }

    /** When rows are removed: as long after their frames have expired as these were kept. */
    private static Map<String, String> rows(String kept) {
        return Map.of(
                "NEREST_INBOX_RETENTION",
                kept,
                "NEREST_INBOX_CLEAN_EVERY",
                "10s",
                "NEREST_SCORING_SCORES_RETENTION",
                kept,
                "NEREST_SCORING_SCORES_EVERY",
                "10s",
                "NEREST_SELECTOR_EXPIRED_FRAMES_KEPT",
                kept,
                "NEREST_SELECTOR_EXPIRED_FRAMES_EVERY",
                "5s");
    }

    SeasonReport run(SeasonPlan plan) throws IOException, InterruptedException {
        Stack stack = start(false);
        start = System.nanoTime();
        try {
            FrameUploader uploader = new FrameUploader(new RestClient(
                    stack.endpoints().service("ingest"), stack.endpoints().accessToken(), OUTAGE_LIMIT));
            uploader.registerStream(STREAM);
            EventRecorder recorder = new EventRecorder(stack.endpoints().kafka(), events, progress -> {});
            try (recorder;
                    SimulatedCameras cameras = new SimulatedCameras(
                            stack.endpoints().addresses(), false, uploader, new KnownBoxes(events), output);
                    FrameLoad load = new FrameLoad(STREAM, cameras)) {
                load.start(FRAME_PAUSE);
                watch(stack, load, Math.min(kafkaRetention().toSeconds() * 0.8, length.toSeconds() * BACKUP_AT));
                if (load.acknowledgedAt().size() < LEAST_FRAMES_OF_COSTS) {
                    throw new IOException(
                            "%d frames were acknowledged in %.0f s, too few for a measurement of the costs"
                                    .formatted(load.acknowledgedAt().size(), seconds()));
                }
                FrameCost cost = new CostMeasurement(stack.endpoints().addresses()).measure();
                watch(stack, load, length.toSeconds() * BACKUP_AT);
                output.line("first restart of all processes, and a backup of PostgreSQL while they are stopped");
                stack.close();
                long backup = System.nanoTime();
                run("cp", "-a", dataDir().resolve("postgres"), folder.resolve("backup"));
                stack = start(false);
                watch(stack, load, length.toSeconds() * LOSS_AT);
                output.line("PostgreSQL is lost; restoring the backup");
                stack.close();
                long loss = System.nanoTime();
                run("rm", "-r", dataDir().resolve("postgres"));
                run("cp", "-a", folder.resolve("backup"), dataDir().resolve("postgres"));
                stack = start(true);
                new RestClient(
                                stack.endpoints().service("trainer"),
                                stack.endpoints().accessToken(),
                                OUTAGE_LIMIT)
                        .post("/api/models/republish", Map.of());
                List<UUID> between = acknowledged(load, backup, loss);
                int missing = missing(stack, between);
                output.line(
                        "%d frames were acknowledged between backup and loss; %d of them are missing after the restore"
                                .formatted(between.size(), missing));
                watch(stack, load, length.toSeconds() * LAST_RESTART_AT);
                output.line("second restart of all processes");
                stack.close();
                stack = start(false);
                int fromHere = samples.size();
                watch(stack, load, (double) length.toSeconds());
                load.stop();
                SeasonFrames frames = new SeasonFrames(
                        load.acknowledgedAt().size(),
                        (int) cameras.uploads().stream()
                                .filter(upload -> upload instanceof Upload.Rejected)
                                .count(),
                        unscored(load),
                        between.size(),
                        missing,
                        events.deadLetters());
                return SeasonReport.of(length, samples, fromHere, frames, CostTable.of(cost, plan));
            }
        } finally {
            stack.close();
        }
    }

    private Stack start(boolean restored) throws IOException, InterruptedException {
        return Stack.start(installation, settings(restored), line -> {});
    }

    private static void run(Object... command) throws IOException, InterruptedException {
        List<String> words = Stream.of(command).map(Object::toString).toList();
        if (!Tool.run(words)) {
            throw new IOException("'" + String.join(" ", words) + "' failed");
        }
    }

    private double seconds() {
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }

    /** Samples until a time since the start of the trial. */
    private void watch(Stack stack, FrameLoad load, double untilSeconds) throws IOException, InterruptedException {
        while (seconds() < untilSeconds) {
            TimeUnit.SECONDS.sleep(SAMPLE_SECONDS);
            SeasonSample sample =
                    SeasonSample.of(seconds(), load.acknowledgedAt().size(), stack, dataDir());
            samples.add(sample);
            output.line("%.0f of %d s, %d frames, heap %s, outbox %.0f, connections %d, disk %s"
                    .formatted(
                            sample.seconds(),
                            length.toSeconds(),
                            sample.frames(),
                            rounded(sample.heapMebibytes()),
                            sample.outbox(),
                            sample.connections(),
                            rounded(sample.diskMebibytes())));
        }
    }

    private static Map<String, Long> rounded(Map<String, Double> values) {
        Map<String, Long> rounded = new TreeMap<>();
        values.forEach((name, value) -> rounded.put(name, Math.round(value)));
        return rounded;
    }

    private static List<UUID> acknowledged(FrameLoad load, long from, long to) {
        return load.acknowledgedAt().entrySet().stream()
                .filter(frame -> frame.getValue() >= from && frame.getValue() < to)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns how many of the frames ingest does not know, when the reconciler has had time to find their images. */
    private static int missing(Stack stack, List<UUID> frames) throws IOException, InterruptedException {
        RestClient ingest = new RestClient(
                stack.endpoints().service("ingest"), stack.endpoints().accessToken(), OUTAGE_LIMIT);
        long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
        List<UUID> missing = frames;
        while (true) {
            List<UUID> still = new ArrayList<>();
            for (UUID frame : missing) {
                if (!isKnown(ingest, frame)) {
                    still.add(frame);
                }
            }
            missing = still;
            if (missing.isEmpty() || System.nanoTime() > deadline) {
                return missing.size();
            }
            TimeUnit.SECONDS.sleep(2);
        }
    }

    private static boolean isKnown(RestClient ingest, UUID frame) throws IOException, InterruptedException {
        try {
            ingest.get("/api/frames/" + frame);
            return true;
        } catch (RestClient.RejectedRequestException e) {
            return false;
        }
    }

    /** Returns how many of all acknowledged frames are never scored. */
    private int unscored(FrameLoad load) throws InterruptedException {
        Set<UUID> all = load.acknowledgedAt().keySet();
        long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
        while (true) {
            int open = (int) all.stream()
                    .filter(frame -> events.firstScoredAt(frame).isEmpty())
                    .count();
            if (open == 0 || System.nanoTime() > deadline) {
                return open;
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }
}
