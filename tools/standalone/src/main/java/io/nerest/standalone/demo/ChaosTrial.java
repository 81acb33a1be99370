package io.nerest.standalone.demo;

import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.camera.RenderedCameras;
import io.nerest.simulator.stream.RenderedFrame;
import io.nerest.simulator.stream.StreamRenderer;
import io.nerest.standalone.network.FaultyLink;
import io.nerest.standalone.output.TimedOutput;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.Installation;
import io.nerest.standalone.stack.Stack;
import io.nerest.standalone.stack.StackFile;
import io.nerest.standalone.stack.StackSettings;
import io.nerest.system.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A stack under load to which faults happen: a camera uploads all the time, processes are killed and frozen, and the links to
 * the database, to the store and from the camera fail. In the end every acknowledged frame must be scored exactly once.
 */
final class ChaosTrial {
    private static final String STREAM = "chaos";
    private static final List<String> LINKS = List.of("postgres", "s3", "camera");
    private static final long FOUR_MEGABITS = 500_000;
    private static final long LATENCY_MILLIS = 200;
    private static final long FRAME_PAUSE_MILLIS = 250;
    private static final long SETTLE_MINUTES = 4;

    private final Installation installation;
    private final Path folder;
    private final TimedOutput output;
    private final ObservedEvents events = new ObservedEvents();
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
        Map<String, FaultyLink> links = new TreeMap<>();
        for (String link : LINKS) {
            links.put(link, new FaultyLink(() -> port(dataDir, link.equals("camera") ? "ingest" : link)));
        }
        try (Stack stack = Stack.start(installation, settings(dataDir, links), output::line)) {
            return run(stack, links, faults, seed, start);
        } finally {
            for (FaultyLink link : links.values()) {
                link.close();
            }
        }
    }

    private StackSettings settings(Path dataDir, Map<String, FaultyLink> links) {
        Map<String, String> environment = new TreeMap<>(Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://localhost:" + port(links, "postgres") + "/" + Endpoints.DATABASE,
                "NEREST_S3_ENDPOINT",
                "http://localhost:" + port(links, "s3"),
                // A killed pod gives its partitions up after this.
                "MP_MESSAGING_CONNECTOR_SMALLRYE_KAFKA_SESSION_TIMEOUT_MS",
                "6000",
                "NEREST_ENGINE",
                "onnx-fp32"));
        return new StackSettings(
                dataDir,
                folder.resolve("logs"),
                List.of("fish"),
                installation.baseCheckpoint(),
                true,
                Map.of("scoring", 1),
                environment);
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

    private ChaosReport run(Stack stack, Map<String, FaultyLink> links, int faults, long seed, long start)
            throws IOException, InterruptedException {
        Endpoints endpoints = stack.endpoints();
        String token = endpoints.accessToken();
        FrameUploader direct = new FrameUploader(new RestClient(endpoints.service("ingest"), token));
        FrameUploader uploader =
                new FrameUploader(new RestClient(URI.create("http://localhost:" + port(links, "camera")), token));
        direct.registerStream(STREAM);
        List<String> processes = stack.supervisor().parts().stream()
                .map(ChildProcess::name)
                .sorted()
                .toList();
        List<ChaosFault> schedule = ChaosSchedule.of(faults, seed, processes, LINKS);
        EventRecorder recorder = new EventRecorder(endpoints.kafka(), events, progress -> {});
        try (recorder;
                SimulatedCameras cameras =
                        new SimulatedCameras(endpoints.addresses(), false, uploader, new KnownBoxes(events), output)) {
            AtomicBoolean sending = new AtomicBoolean(true);
            AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
            Thread sender = new Thread(() -> send(cameras, sending, failure), "chaos-camera");
            sender.start();
            for (int i = 0; i < schedule.size(); i++) {
                ChaosFault fault = schedule.get(i);
                output.line("fault %d of %d: %s %s".formatted(i + 1, faults, fault.kind(), fault.target())
                        + (fault.millis() == 0 ? "" : " for " + fault.millis() + " ms"));
                apply(fault, stack, links);
                TimeUnit.MILLISECONDS.sleep(fault.pauseMillis());
            }
            sending.set(false);
            sender.join();
            Exception failed = failure.get();
            if (failed != null) {
                throw new IOException("the camera has given up: " + failed.getMessage(), failed);
            }
            output.line("faults are over; waiting until all frames are scored");
            Reconciliation counts = settled(cameras, direct);
            return new ChaosReport(
                    seed,
                    faults,
                    schedule,
                    stack.supervisor().restarts(),
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                    counts);
        }
    }

    private void send(SimulatedCameras cameras, AtomicBoolean sending, AtomicReference<@Nullable Exception> failure) {
        try {
            while (sending.get()) {
                RenderedFrame frame = camera.frame(nextFrame++);
                byte[] jpeg = frame.jpeg();
                cameras.sendByRest(List.of(
                        new DemoFrame(frame.fileName(), STREAM, frame.capturedAt(), () -> jpeg, frame.truth())));
                TimeUnit.MILLISECONDS.sleep(FRAME_PAUSE_MILLIS);
            }
        } catch (IOException | RuntimeException e) {
            failure.set(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void apply(ChaosFault fault, Stack stack, Map<String, FaultyLink> links)
            throws IOException, InterruptedException {
        if (fault.kind() == ChaosFault.Kind.KILL) {
            stack.supervisor().part(fault.target()).kill();
        } else if (fault.kind() == ChaosFault.Kind.FREEZE) {
            long pid = stack.supervisor().part(fault.target()).pid();
            signal("STOP", pid);
            TimeUnit.MILLISECONDS.sleep(fault.millis());
            signal("CONT", pid);
        } else {
            FaultyLink link = links.get(fault.target());
            if (link == null) {
                throw new IllegalArgumentException("there is no link '" + fault.target() + "'");
            }
            try {
                switch (fault.kind()) {
                    case LATENCY -> link.delay(LATENCY_MILLIS);
                    case SLOW -> link.limit(FOUR_MEGABITS);
                    case PARTITION -> link.partition(true);
                    default -> link.reset();
                }
                TimeUnit.MILLISECONDS.sleep(fault.millis());
            } finally {
                link.heal();
            }
        }
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private Reconciliation settled(SimulatedCameras cameras, FrameUploader ingest)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(SETTLE_MINUTES);
        while (true) {
            Reconciliation now = Reconciliation.of(cameras.uploads(), events, ingest.framesInIngest());
            if (now.consistent() || System.nanoTime() > deadline) {
                return now;
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }
}
