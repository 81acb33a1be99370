package io.nerest.standalone.demo;

import io.nerest.standalone.output.TimedOutput;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.Installation;
import io.nerest.standalone.stack.Stack;
import io.nerest.standalone.stack.StackSettings;
import io.nerest.standalone.stack.Supervisor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The throughput of one, two and four scoring processes on one topic, and, in a stack of its own, how long frames wait when processes
 * join and leave. Inference takes a fixed time for a batch of any size, so the machine's cores do not limit the processes.
 */
final class ScaleOutTrial {
    private static final String STREAM = "scale-out";
    private static final List<String> SCORING = List.of("scoring", "scoring-2", "scoring-3", "scoring-4");
    private static final List<Integer> COUNTS = List.of(1, 2, 4);
    private static final int BATCH = 8;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration SCORE_LIMIT = Duration.ofMinutes(15);
    private static final long STEADY_SECONDS = 15;
    /**
     * Share of the capacity of two processes that the steady load takes if each batch holds one frame. So the waits hold no time in
     * which a queue drains slowly because batches are not full.
     */
    private static final double LOAD = 0.5;

    /** Uploaded frames in multiples of those that the measurements take: a process with one partition needs a backlog in it. */
    private static final double BACKLOG = 2;

    private static final int REBALANCES = 10;
    private static final long SETTLE_SECONDS = 8;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final Installation installation;
    private final Path folder;
    private final TimedOutput output;
    private final Duration inference;
    private final Duration pauseInference;
    private final int seconds;

    /**
     * @param inference time of a batch while the throughput is measured
     * @param pauseInference time of a batch while the pauses are measured
     * @param seconds length of each measurement of the throughput
     */
    ScaleOutTrial(
            Installation installation,
            Path folder,
            TimedOutput output,
            Duration inference,
            Duration pauseInference,
            int seconds) {
        this.installation = installation;
        this.folder = folder;
        this.output = output;
        this.inference = inference;
        this.pauseInference = pauseInference;
        this.seconds = seconds;
    }

    ScaleOutReport run() throws IOException, InterruptedException {
        Map<Integer, Double> rates = withStack("throughput", inference, this::rates);
        List<ScaleOutReport.Waits> waits = withStack("pauses", pauseInference, this::pauses);
        return ScaleOutReport.of(inference, pauseInference, rates, waits);
    }

    /** The parts of a running stack, the load on it and its events. */
    private record Running(Supervisor parts, FrameLoad load, ObservedEvents events) {}

    /** What is measured on a running stack. */
    private interface Measurement<T> {
        T run(Running stack) throws IOException, InterruptedException;
    }

    /** Starts a stack of its own, without the services that take no part in scoring. */
    private <T> T withStack(String name, Duration batchTime, Measurement<T> measurement)
            throws IOException, InterruptedException {
        ObservedEvents events = new ObservedEvents();
        try (Stack stack = Stack.start(installation, settings(folder.resolve(name), batchTime), output::line)) {
            Endpoints endpoints = stack.endpoints();
            FrameUploader uploader =
                    new FrameUploader(new RestClient(endpoints.service("ingest"), endpoints.accessToken()));
            uploader.registerStream(STREAM);
            EventRecorder recorder = new EventRecorder(endpoints.kafka(), events, progress -> {});
            try (recorder;
                    SimulatedCameras cameras = new SimulatedCameras(
                            endpoints.addresses(), false, uploader, new KnownBoxes(events), output);
                    FrameLoad load = new FrameLoad(STREAM, cameras)) {
                Supervisor parts = stack.supervisor();
                for (String idle : List.of("trainer", "selector")) {
                    parts.stop(idle, STOP_LIMIT);
                }
                stop(parts, SCORING);
                return measurement.run(new Running(parts, load, events));
            }
        }
    }

    private Map<Integer, Double> rates(Running stack) throws IOException, InterruptedException {
        int frames = (int) Math.ceil(BATCH
                / (inference.toMillis() / MILLIS_PER_SECOND)
                * BACKLOG
                * (seconds + STEADY_SECONDS)
                * COUNTS.stream().mapToInt(Integer::intValue).sum());
        output.line("uploading " + frames + " frames, which wait for scoring");
        stack.load().send(frames);
        Map<Integer, Double> rates = new TreeMap<>();
        for (int count : COUNTS) {
            rates.put(count, rate(stack, SCORING.subList(0, count)));
        }
        return rates;
    }

    private StackSettings settings(Path directory, Duration batchTime) {
        return new StackSettings(
                directory.resolve("data"),
                directory.resolve("logs"),
                List.of("fish"),
                installation.baseCheckpoint(),
                false,
                Map.of("scoring", SCORING.size() - 1),
                Map.of(
                        "NEREST_ENGINE",
                        "onnx-fp32",
                        "NEREST_SCORING_DETECTOR_IMGSZ",
                        "32",
                        "NEREST_SCORING_DETECTOR_THREADS",
                        "1",
                        "NEREST_SCORING_DETECTOR_BATCH",
                        String.valueOf(BATCH),
                        "NEREST_SCORING_FRAMES_BATCH_SIZE",
                        String.valueOf(BATCH),
                        // A consumer takes some batches of a partition at a time, so that all partitions keep a
                        // backlog. The last
                        // batch of a fetch is not full, so fetches of one batch would halve the throughput.
                        "MP_MESSAGING_CONNECTOR_SMALLRYE_KAFKA_MAX_PARTITION_FETCH_BYTES",
                        "65536",
                        "NEREST_SCORING_DETECTOR_LEAST_DURATION",
                        batchTime.toMillis() + "ms"));
    }

    private static void stop(Supervisor parts, List<String> names) throws InterruptedException {
        for (String name : names) {
            parts.stop(name, STOP_LIMIT);
        }
    }

    private double rate(Running stack, List<String> names) throws IOException, InterruptedException {
        ObservedEvents events = stack.events();
        for (String name : names) {
            stack.parts().start(name);
        }
        TimeUnit.SECONDS.sleep(STEADY_SECONDS);
        long start = System.nanoTime();
        int before = events.scoredCount();
        TimeUnit.SECONDS.sleep(seconds);
        double rate = (events.scoredCount() - before) / since(start);
        output.line("%d processes: %.2f frames/s".formatted(names.size(), rate));
        if (events.unscored().isEmpty()) {
            throw new IOException("no frame waited any more, so the throughput was not measured: use fewer --seconds");
        }
        stop(stack.parts(), names);
        return rate;
    }

    private List<ScaleOutReport.Waits> pauses(Running stack) throws IOException, InterruptedException {
        Supervisor parts = stack.parts();
        FrameLoad load = stack.load();
        for (String name : SCORING.subList(0, 2)) {
            parts.start(name);
        }
        load.start(Duration.ofNanos((long) (pauseInference.toNanos() / (2 * LOAD))));
        List<Moment> moments = new ArrayList<>();
        moments.add(new Moment("steady", System.nanoTime() + TimeUnit.SECONDS.toNanos(STEADY_SECONDS)));
        TimeUnit.SECONDS.sleep(STEADY_SECONDS + 2 * SETTLE_SECONDS);
        for (int i = 0; i < REBALANCES; i++) {
            boolean joins = i % 2 == 0;
            output.line("rebalance %d of %d".formatted(i + 1, REBALANCES));
            moments.add(new Moment(joins ? "join" : "leave", System.nanoTime()));
            if (joins) {
                parts.start("scoring-3");
            } else {
                parts.stop("scoring-3", STOP_LIMIT);
            }
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        }
        moments.add(new Moment("kill", System.nanoTime()));
        parts.part("scoring-2").kill();
        TimeUnit.SECONDS.sleep(2 * SETTLE_SECONDS);
        moments.add(new Moment("end", System.nanoTime()));
        load.stop();
        awaitAllScored(stack.events());
        return waits(moments, load.acknowledgedAt(), stack.events());
    }

    private void awaitAllScored(ObservedEvents events) throws IOException, InterruptedException {
        output.line("waiting until all frames are scored");
        long deadline = System.nanoTime() + SCORE_LIMIT.toNanos();
        while (!events.unscored().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("%d frames have no score after %d minutes; dead letters: %s"
                        .formatted(events.unscored().size(), SCORE_LIMIT.toMinutes(), events.deadLetterReasons()));
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /** When something happened to the processes. */
    private record Moment(String what, long nanos) {}

    /** For each moment, the waits of the frames that were acknowledged between it and the next one. */
    private static List<ScaleOutReport.Waits> waits(
            List<Moment> moments, Map<UUID, Long> acknowledgedAt, ObservedEvents events) {
        return IntStream.range(0, moments.size() - 1)
                .mapToObj(i -> new ScaleOutReport.Waits(
                        moments.get(i).what(),
                        acknowledgedAt.entrySet().stream()
                                .filter(frame -> frame.getValue()
                                                >= moments.get(i).nanos()
                                        && frame.getValue() < moments.get(i + 1).nanos())
                                .map(frame ->
                                        (events.firstScoredAt(frame.getKey()).orElseThrow() - frame.getValue())
                                                / NANOS_PER_SECOND)
                                .sorted()
                                .toList()))
                .toList();
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }
}
