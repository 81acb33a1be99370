package io.nerest.standalone.demo;

import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.camera.RenderedCameras;
import io.nerest.simulator.stream.RenderedFrame;
import io.nerest.simulator.stream.StreamRenderer;
import io.nerest.standalone.clock.ProcessClocks;
import io.nerest.standalone.disk.TrialDisk;
import io.nerest.standalone.network.FaultyLink;
import io.nerest.standalone.output.TimedOutput;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.Installation;
import io.nerest.standalone.stack.Stack;
import io.nerest.standalone.stack.StackFile;
import io.nerest.standalone.stack.StackSettings;
import io.nerest.standalone.stack.TrialChanges;
import io.nerest.system.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A stack under load to which faults happen: a camera uploads all the time by REST and into the bucket, processes are killed,
 * restarted and frozen, their clocks jump, the disk is full, and the links to Kafka, to the database, to the store and from the
 * camera fail. In the end every acknowledged frame must be scored exactly once.
 */
final class ChaosTrial {
    private static final String STREAM = "chaos";
    private static final String CAMERA = "camera";
    private static final String KAFKA = "kafka";
    private static final List<String> LINKS = List.of(CAMERA, KAFKA, "postgres", "s3");
    private static final long DISK_BYTES = 1L << 30;
    private static final long FRAME_PAUSE_MILLIS = 250;
    /** One frame in so many is written into the bucket, every second of these without a notification. */
    private static final int BUCKET_EVERY = 8;

    private static final Duration READY_LIMIT = Duration.ofSeconds(30);
    /** A process that a fault ended is restarted within seconds, after two ends in a row only after a pause. */
    private static final Duration TARGET_LIMIT = Duration.ofSeconds(60);

    private static final Duration OUTAGE_LIMIT = Duration.ofMinutes(10);
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(5);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Installation installation;
    private final Path folder;
    private final TimedOutput output;
    private final ObservedEvents events = new ObservedEvents();
    private final AtomicReference<@Nullable Exception> cameraFailure = new AtomicReference<>();
    private final StreamRenderer camera =
            new StreamRenderer(RenderedCameras.camera(1, 0), new FrameFormat(160, 96, 88), 0);
    private int nextFrame;

    ChaosTrial(Installation installation, Path folder, TimedOutput output) {
        this.installation = installation;
        this.folder = folder;
        this.output = output;
    }

    /** Runs the faults of a seed one after the other, and compares the counts when everything has settled. */
    ChaosReport run(int faults, long seed) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Path dataDir = folder.resolve("data");
        ProcessClocks clocks = ProcessClocks.in(folder.resolve("clocks"));
        Map<String, FaultyLink> links = new TreeMap<>();
        for (String link : LINKS) {
            links.put(link, new FaultyLink(() -> port(dataDir, part(link))));
        }
        TrialDisk disk = TrialDisk.at(dataDir, DISK_BYTES);
        ChaosReport report;
        try (disk) {
            output.line("disk: " + disk.description());
            try (Stack stack = Stack.start(installation, settings(dataDir, links, clocks), output::line)) {
                report = run(stack, links, clocks, disk, faults, seed, start);
            }
        } finally {
            for (FaultyLink link : links.values()) {
                link.close();
            }
        }
        if (report.consistent()) {
            disk.delete();
        }
        return report;
    }

    private static String part(String link) {
        return switch (link) {
            case CAMERA -> "ingest";
            case KAFKA -> Endpoints.KAFKA_LINK;
            default -> link;
        };
    }

    private StackSettings settings(Path dataDir, Map<String, FaultyLink> links, ProcessClocks clocks) {
        Map<String, String> environment = new TreeMap<>(Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://localhost:" + port(links, "postgres") + "/" + Endpoints.DATABASE,
                "NEREST_S3_ENDPOINT",
                "http://localhost:" + port(links, "s3"),
                // A killed pod gives its partitions up after this.
                "MP_MESSAGING_CONNECTOR_SMALLRYE_KAFKA_SESSION_TIMEOUT_MS",
                "6000",
                "NEREST_INGEST_RECONCILER_EVERY",
                "5s",
                "NEREST_INGEST_RECONCILER_MIN_AGE",
                "5s",
                "NEREST_ENGINE",
                "onnx-fp32"));
        return new StackSettings(
                        dataDir,
                        folder.resolve("logs"),
                        List.of("fish"),
                        installation.baseCheckpoint(),
                        true,
                        Map.of("scoring", 1),
                        environment)
                .with(new TrialChanges(
                        OptionalInt.of(port(links, KAFKA)), Optional.of(clocks), Optional.empty(), Optional.empty()));
    }

    private static int port(Map<String, FaultyLink> links, String name) {
        FaultyLink link = links.get(name);
        if (link == null) {
            throw new IllegalArgumentException("there is no link '" + name + "'");
        }
        return link.port();
    }

    private static int port(Path dataDir, String part) {
        try {
            Integer port =
                    StackFile.read(dataDir).map(file -> file.ports().get(part)).orElse(null);
            if (port == null) {
                throw new IllegalStateException(part + " has no port yet");
            }
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ChaosReport run(
            Stack stack,
            Map<String, FaultyLink> links,
            ProcessClocks clocks,
            TrialDisk disk,
            int faults,
            long seed,
            long start)
            throws IOException, InterruptedException {
        Endpoints endpoints = stack.endpoints();
        String token = endpoints.accessToken();
        FrameUploader direct = new FrameUploader(new RestClient(endpoints.service("ingest"), token, OUTAGE_LIMIT));
        FrameUploader uploader = new FrameUploader(
                new RestClient(URI.create("http://localhost:" + port(links, CAMERA)), token, OUTAGE_LIMIT));
        direct.registerStream(STREAM);
        List<ChaosFault> schedule = ChaosSchedule.of(faults, seed, targets(stack));
        EventRecorder recorder = new EventRecorder(endpoints.kafka(), events, progress -> {});
        try (recorder;
                SimulatedCameras cameras =
                        new SimulatedCameras(endpoints.addresses(), false, uploader, new KnownBoxes(events), output)) {
            AtomicBoolean sending = new AtomicBoolean(true);
            Thread sender = new Thread(() -> send(cameras, sending), "chaos-camera");
            sender.start();
            List<ChaosReport.Done> done;
            try {
                ChaosFaults causes = new ChaosFaults(stack.supervisor()::parts, links, clocks, disk, TARGET_LIMIT);
                done = cause(schedule, causes, stack, cameras);
            } finally {
                sending.set(false);
            }
            sender.join();
            requireCamera();
            output.line("faults are over; waiting until all frames are scored");
            ChaosBalance balance = settled(cameras, direct, endpoints);
            Map<ChaosFault.Kind, Integer> byKind = new EnumMap<>(ChaosFault.Kind.class);
            done.stream()
                    .filter(ChaosReport.Done::caused)
                    .forEach(one -> byKind.merge(one.fault().kind(), 1, Integer::sum));
            int caused = byKind.values().stream().mapToInt(Integer::intValue).sum();
            List<String> problems = new ArrayList<>(balance.problems());
            if (caused < faults) {
                problems.add("%d of %d faults were not caused: their targets were not there"
                        .formatted(faults - caused, faults));
            }
            return new ChaosReport(
                    seed,
                    caused,
                    problems.isEmpty(),
                    balance.lost(),
                    balance.duplicated(),
                    byKind,
                    disk.description(),
                    done,
                    stack.supervisor().restarts(),
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                    balance.counts(),
                    problems);
        }
    }

    private static Map<ChaosFault.Of, List<String>> targets(Stack stack) {
        List<String> processes = stack.supervisor().parts().stream()
                .map(ChildProcess::name)
                .sorted()
                .toList();
        return Map.of(
                ChaosFault.Of.PROCESS,
                processes,
                ChaosFault.Of.CLOCK,
                processes.stream().filter(name -> !name.equals("postgres")).toList(),
                ChaosFault.Of.LINK,
                LINKS,
                ChaosFault.Of.DISK,
                List.of("data"));
    }

    private List<ChaosReport.Done> cause(
            List<ChaosFault> schedule, ChaosFaults faults, Stack stack, SimulatedCameras cameras)
            throws IOException, InterruptedException {
        List<ChaosReport.Done> done = new ArrayList<>();
        long start = System.nanoTime();
        for (ChaosFault fault : schedule) {
            requireCamera();
            double at = seconds(start);
            String left = done.isEmpty()
                    ? ""
                    : ", about %.0f min left".formatted(at / done.size() * (schedule.size() - done.size()) / 60);
            output.line("fault %d of %d%s, %d frames sent: %s"
                    .formatted(
                            done.size() + 1,
                            schedule.size(),
                            left,
                            cameras.uploads().size(),
                            fault.text()));
            boolean caused = faults.cause(fault);
            if (!caused) {
                output.line("this fault was not caused: its target was not there");
            }
            long over = System.nanoTime();
            if (!fault.overlaps() && !stack.supervisor().awaitReady(READY_LIMIT)) {
                output.line("not all parts are ready after " + READY_LIMIT.toSeconds() + " s; continuing");
            }
            done.add(new ChaosReport.Done(fault, caused, at, fault.overlaps() ? 0 : seconds(over)));
            TimeUnit.MILLISECONDS.sleep(fault.pauseMillis());
        }
        if (!stack.supervisor().awaitReady(READY_LIMIT)) {
            output.line("not all parts are ready after the last fault");
        }
        return done;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }

    /** @throws IOException if the camera has given up: what follows would be a trial without load */
    private void requireCamera() throws IOException {
        Exception failed = cameraFailure.get();
        if (failed != null) {
            throw new IOException("the camera has given up: " + failed.getMessage(), failed);
        }
    }

    private void send(SimulatedCameras cameras, AtomicBoolean sending) {
        try {
            while (sending.get()) {
                int number = nextFrame++;
                RenderedFrame frame = camera.frame(number);
                byte[] jpeg = frame.jpeg();
                DemoFrame sent = new DemoFrame(frame.fileName(), STREAM, frame.capturedAt(), () -> jpeg, frame.truth());
                if (number % BUCKET_EVERY == BUCKET_EVERY - 1) {
                    cameras.sendToBucket(sent, number % (2 * BUCKET_EVERY) == BUCKET_EVERY - 1);
                } else {
                    cameras.sendByRest(List.of(sent));
                }
                TimeUnit.MILLISECONDS.sleep(FRAME_PAUSE_MILLIS);
            }
        } catch (IOException | RuntimeException e) {
            cameraFailure.set(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ChaosBalance settled(SimulatedCameras cameras, FrameUploader ingest, Endpoints endpoints)
            throws IOException, InterruptedException {
        RestClient selector = new RestClient(endpoints.service("selector"), endpoints.accessToken(), OUTAGE_LIMIT);
        long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
        while (true) {
            ChaosBalance now = ChaosBalance.of(
                    cameras.uploads(),
                    events,
                    ingest.framesInIngest(),
                    selector.get("/api/pool").path("frames").asLong());
            if (now.problems().isEmpty() || System.nanoTime() > deadline) {
                return now;
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }
}
