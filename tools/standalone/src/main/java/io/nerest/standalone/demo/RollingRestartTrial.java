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
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two replicas of every service, which are restarted one after the other while clients upload and read: SIGTERM, wait for the
 * end, start, wait for readiness. No frame may be lost or processed twice, and no request answered with 5xx.
 */
final class RollingRestartTrial {
    private static final String STREAM = "rolling";
    private static final Duration FRAME_PAUSE = Duration.ofMillis(100);
    private static final long READ_PAUSE_MILLIS = 200;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(2);
    /** The exit code of a Java program after SIGTERM. */
    private static final int TERMINATED = 143;

    private final Installation installation;
    private final Path folder;
    private final TimedOutput output;
    private final ObservedEvents events = new ObservedEvents();
    private final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();

    RollingRestartTrial(Installation installation, Path folder, TimedOutput output) {
        this.installation = installation;
        this.folder = folder;
        this.output = output;
    }

    /** Restarts all replicas of all services so many times. */
    RollingRestartReport run(int times) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (Stack stack = Stack.start(installation, settings(), output::line);
                ReadyInstances ingest = instances(stack, "ingest");
                ReadyInstances selector = instances(stack, "selector");
                ReadyInstances trainer = instances(stack, "trainer")) {
            FrameUploader uploader = new FrameUploader(client(stack, ingest));
            uploader.registerStream(STREAM);
            EventRecorder recorder = new EventRecorder(stack.endpoints().kafka(), events, progress -> {});
            try (recorder;
                    SimulatedCameras cameras = new SimulatedCameras(
                            stack.endpoints().addresses(), false, uploader, new KnownBoxes(events), output);
                    FrameLoad load = new FrameLoad(STREAM, cameras)) {
                AtomicInteger failedReads = new AtomicInteger();
                List<Thread> readers = List.of(
                        reader(client(stack, selector), "/api/pool", failedReads),
                        reader(client(stack, trainer), "/api/models", failedReads),
                        reader(client(stack, ingest), "/api/frames/counts", failedReads));
                load.start(FRAME_PAUSE);
                List<Integer> exitCodes;
                try {
                    exitCodes = restart(stack.supervisor(), times, cameras);
                    load.stop();
                } finally {
                    readers.forEach(Thread::interrupt);
                }
                for (Thread reader : readers) {
                    reader.join();
                }
                ChaosBalance balance =
                        settled(cameras, uploader, client(stack, selector), System.nanoTime() + SETTLE_LIMIT.toNanos());
                return new RollingRestartReport(
                        times,
                        exitCodes.size(),
                        exitCodes.stream()
                                .filter(code -> code != TERMINATED && code != 0)
                                .toList(),
                        balance.counts().uploaded(),
                        balance.lost(),
                        balance.duplicated(),
                        statuses.entrySet().stream()
                                .filter(status -> status.getKey() >= 500)
                                .mapToInt(Map.Entry::getValue)
                                .sum(),
                        failedReads.get(),
                        Map.copyOf(statuses),
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                        balance.problems());
            }
        }
    }

    private StackSettings settings() {
        return new StackSettings(
                folder.resolve("data"),
                folder.resolve("logs"),
                List.of("fish"),
                installation.baseCheckpoint(),
                false,
                Map.of("ingest", 1, "scoring", 1, "selector", 1, "trainer", 1),
                Map.of(
                        "NEREST_ENGINE", "onnx-fp32",
                        // A pod that stops is not ready for this time and answers all the same.
                        "QUARKUS_SHUTDOWN_DELAY", "2S"));
    }

    private static ReadyInstances instances(Stack stack, String service) {
        Endpoints endpoints = stack.endpoints();
        return new ReadyInstances(List.of(endpoints.service(service), endpoints.service(service + "-2")));
    }

    private RestClient client(Stack stack, ReadyInstances instances) {
        return new RestClient(
                instances::next,
                stack.endpoints().accessToken(),
                RestClient.OUTAGE_LIMIT,
                status -> statuses.merge(status, 1, Integer::sum));
    }

    private static Thread reader(RestClient client, String path, AtomicInteger failed) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (true) {
                            try {
                                client.get(path);
                            } catch (IOException e) {
                                failed.incrementAndGet();
                            }
                            TimeUnit.MILLISECONDS.sleep(READ_PAUSE_MILLIS);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "reader");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private List<Integer> restart(Supervisor parts, int times, SimulatedCameras cameras)
            throws IOException, InterruptedException {
        List<Integer> exitCodes = new ArrayList<>();
        for (int i = 1; i <= times; i++) {
            for (String service : Endpoints.SERVICES) {
                for (String replica : List.of(service, service + "-2")) {
                    exitCodes.add(parts.stop(replica, STOP_LIMIT));
                    parts.start(replica);
                }
                output.line("restart %d of %d: %s, %d frames sent, answers %s"
                        .formatted(i, times, service, cameras.uploads().size(), statuses));
            }
        }
        return exitCodes;
    }

    private ChaosBalance settled(SimulatedCameras cameras, FrameUploader ingest, RestClient selector, long deadline)
            throws IOException, InterruptedException {
        while (true) {
            ChaosBalance now = ChaosBalance.of(
                    cameras.uploads(),
                    events,
                    ingest.framesInIngest(),
                    selector.get("/api/pool").path("frames").asLong());
            if (now.problems().isEmpty() || System.nanoTime() > deadline) {
                return now;
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }
}
