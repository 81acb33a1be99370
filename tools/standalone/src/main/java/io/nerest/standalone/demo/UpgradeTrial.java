package io.nerest.standalone.demo;

import io.nerest.contracts.TrainingProgressed;
import io.nerest.standalone.output.TimedOutput;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.Installation;
import io.nerest.standalone.stack.Stack;
import io.nerest.standalone.stack.StackSettings;
import io.nerest.standalone.stack.TrialChanges;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An upgrade: this version's services have migrated the database, and a pod of the previous version of each service still runs. Frames,
 * labels and a campaign use both. Then the previous pods end, and the present ones continue.
 */
final class UpgradeTrial {
    private static final String STREAM = "upgrade";
    private static final String VALIDATION = "upgrade-validation";
    private static final int VALIDATION_FRAMES = 8;
    private static final int FIRST_FRAMES = 40;
    private static final int ROUNDS = 2;
    private static final Duration FRAME_PAUSE = Duration.ofMillis(200);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(2);
    private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(60);

    private final Installation installation;
    private final Installation previous;
    private final Path folder;
    private final TimedOutput output;
    private final ObservedEvents events = new ObservedEvents();
    private final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();

    UpgradeTrial(Installation installation, Installation previous, Path folder, TimedOutput output) {
        this.installation = installation;
        this.previous = previous;
        this.folder = folder;
        this.output = output;
    }

    /** @param seconds time for which both versions receive frames, at least, and then the present one alone */
    UpgradeReport run(int seconds) throws IOException, InterruptedException {
        long start = System.nanoTime();
        BlockingQueue<TrainingProgressed> progress = new LinkedBlockingQueue<>();
        KnownBoxes truth = new KnownBoxes(events);
        try (Stack stack = Stack.start(installation, settings(), output::line);
                ReadyInstances ingest = instances(stack, "ingest");
                ReadyInstances selector = instances(stack, "selector")) {
            FrameUploader uploader = new FrameUploader(client(stack, ingest));
            uploader.registerStream(STREAM);
            uploader.registerStream(VALIDATION);
            EventRecorder recorder = new EventRecorder(stack.endpoints().kafka(), events, progress::add);
            try (recorder;
                    SimulatedCameras cameras =
                            new SimulatedCameras(stack.endpoints().addresses(), false, uploader, truth, output);
                    FrameLoad validation = new FrameLoad(VALIDATION, cameras);
                    FrameLoad load = new FrameLoad(STREAM, cameras)) {
                validation.send(VALIDATION_FRAMES);
                Annotator annotator = new Annotator(uploader, truth, "annotator", ARRIVAL_LIMIT);
                int labels = labelAll(cameras.uploads(), uploader, truth);
                load.send(FIRST_FRAMES);
                load.start(FRAME_PAUSE);
                long both = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
                List<DemoRound> rounds = CampaignRun.create(
                                client(stack, selector), campaign(), Optional.of(annotator), progress, output)
                        .follow();
                awaitTime(both);
                output.line("the previous version ends; scored by pod so far: " + events.framesByPod());
                Map<String, Integer> stopped = new TreeMap<>();
                for (String service : Endpoints.SERVICES) {
                    stopped.put(service + "-2", stack.supervisor().stop(service + "-2", STOP_LIMIT));
                }
                awaitTime(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
                load.stop();
                labels += annotator.labelledCount();
                RestClient pool = client(stack, selector);
                long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
                ChaosBalance balance = settled(cameras, uploader, pool, deadline);
                return new UpgradeReport(
                        balance.counts().uploaded(),
                        labels,
                        pool.get("/api/pool").path("labelled").asLong(),
                        events.framesByPod(),
                        rounds.size(),
                        stopped,
                        balance.counts().deadLetters(),
                        balance.lost(),
                        balance.duplicated(),
                        statuses.entrySet().stream()
                                .filter(status -> status.getKey() >= 500)
                                .mapToInt(Map.Entry::getValue)
                                .sum(),
                        Map.copyOf(statuses),
                        stack.supervisor().restarts(),
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
                        // A pod that stops is not ready for this time and answers all the same.
                        Map.of("QUARKUS_SHUTDOWN_DELAY", "2S"))
                .with(TrialChanges.replicasOf(previous));
    }

    private static Map<String, Object> campaign() {
        return Map.of(
                "name",
                "upgrade",
                "streams",
                List.of(STREAM),
                "validation",
                Map.of("streams", List.of(VALIDATION)),
                "initial",
                6,
                "batchSize",
                6,
                "sampleSize",
                24,
                "rounds",
                ROUNDS,
                "training",
                Map.of(
                        "epochs", "1",
                        "imgsz", "96",
                        "batch", "4",
                        "workers", "1",
                        "plots", "false",
                        "finetune", "none"));
    }

    private static int labelAll(List<Upload> uploads, FrameUploader ingest, KnownBoxes truth)
            throws IOException, InterruptedException {
        int labels = 0;
        for (Upload upload : uploads) {
            if (upload instanceof Upload.Accepted frame) {
                // One request a frame, so that both versions receive labels.
                ingest.label(Map.of(frame.frameId(), truth.of(frame.frameId()).orElse(List.of())), "annotator");
                labels++;
            }
        }
        return labels;
    }

    private static void awaitTime(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Math.max(0, nanos - System.nanoTime()));
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
