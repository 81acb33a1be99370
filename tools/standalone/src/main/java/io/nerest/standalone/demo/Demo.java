package io.nerest.standalone.demo;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.standalone.Console;
import io.nerest.standalone.stack.Installation;
import io.nerest.standalone.stack.MemoryWatch;
import io.nerest.standalone.stack.Stack;
import io.nerest.standalone.stack.StackSettings;
import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The whole job on one machine: frames in, labels for the few that teach most, a better model out, the books balanced. */
final class Demo {
    /** Frames that arrive while the campaign runs, so that models are switched under traffic. */
    private static final double LIVE_SHARE = 0.15;

    private static final int LATENCY_FRAMES = 15;
    private static final Duration LIVE_PAUSE = Duration.ofMillis(2_500);
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(3);

    private final Installation installation;
    private final DemoOptions options;
    private final DemoData data;
    private final Console console;
    private final Ledger ledger = new Ledger();
    private final BlockingQueue<TrainingProgressed> progress = new LinkedBlockingQueue<>();

    Demo(Installation installation, DemoOptions options, DemoData data, Console console) {
        this.installation = installation;
        this.options = options;
        this.data = data;
        this.console = console;
    }

    /** Runs the demo and writes its report; whatever it started has stopped when this returns. */
    @SuppressWarnings("try") // the audit works by being open
    DemoReport run() throws IOException, InterruptedException {
        Files.createDirectories(options.out());
        StackSettings settings = new StackSettings(
                options.out().resolve("data"), options.out().resolve("logs"), data.classNames(), options.base(), false);
        DemoReport report;
        try (Stack stack = Stack.start(installation, settings, console::say);
                MemoryWatch memory = new MemoryWatch(stack.supervisor());
                EventAudit audit = new EventAudit(stack.endpoints().kafka(), ledger, progress::add)) {
            console.say("up: " + stack.endpoints().urls());
            report = play(stack, memory);
        }
        report = report.took(console.secondsSinceStart());
        Path file = options.out().resolve("report.json");
        JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValue(file.toFile(), report);
        LearningCurve.write(
                options.out().resolve("learning-curve.png"),
                report.rounds(),
                "Learning from " + data.streams().size() + " cameras by " + options.strategy());
        return report;
    }

    private DemoReport play(Stack stack, MemoryWatch memory) throws IOException, InterruptedException {
        FrameUploader ingest =
                new FrameUploader(new RestClient(stack.endpoints().service("ingest")));
        Truth truth = new Truth(ledger);
        Annotator annotator = new Annotator(ingest, truth, "oracle", RestClient.OUTAGE_LIMIT);
        int latencyFrames = Math.min(LATENCY_FRAMES, data.stream().size() / 10);
        int live = (int) (data.stream().size() * LIVE_SHARE);
        int bulk = data.stream().size() - latencyFrames - live;
        List<DemoFrame> bulkFrames = data.stream().subList(0, bulk);
        List<DemoFrame> liveFrames = data.stream().subList(bulk, bulk + live);
        List<DemoFrame> lastFrames =
                data.stream().subList(bulk + live, data.stream().size());

        for (String stream : data.streams()) {
            ingest.registerStream(stream);
        }
        try (DemoCameras cameras = new DemoCameras(stack.endpoints(), ingest, truth, console)) {
            List<UUID> validation = sendValidation(cameras, ingest);
            cameras.sendAll(bulkFrames);
            cameras.sendWhatIsWrong(bulkFrames);
            int expected = validation.size() + bulkFrames.size();
            awaitScored(expected, "scoring");

            DemoCampaign campaign = DemoCampaign.create(
                    new RestClient(stack.endpoints().service("selector")),
                    configuration(validation),
                    annotator,
                    progress,
                    console);
            Thread cameraThread = liveCameras(cameras, liveFrames);
            List<DemoRound> rounds = campaign.follow();
            cameraThread.interrupt();
            cameraThread.join();

            awaitBalance(cameras, ingest);
            String newest = rounds.get(rounds.size() - 1).modelId();
            ScoringProbe probe = new ScoringProbe(stack.endpoints(), ledger);
            DemoReport.ScoringSpeed speed = probe.speed(UUID.fromString(campaign.id()), newest);
            DemoReport.Latency latency = probe.latency(cameras, lastFrames);
            Reconciliation books = awaitBalance(cameras, ingest);
            new RunFiles(stack.endpoints(), options.out()).fetch(rounds, ledger);
            return new DemoReport(
                    console.secondsSinceStart(),
                    optionsByName(),
                    books,
                    rounds,
                    rounds.get(rounds.size() - 1).map50() - rounds.get(0).map50(),
                    speed,
                    latency,
                    new DemoReport.Memory(memory.peakInAll(), memory.peaks()),
                    stack.supervisor().restarts(),
                    ledger.activations());
        }
    }

    private List<UUID> sendValidation(DemoCameras cameras, FrameUploader ingest)
            throws IOException, InterruptedException {
        List<UUID> validation = new ArrayList<>();
        Map<UUID, List<LabelledBox>> labels = new HashMap<>();
        for (List<DemoFrame> request : FrameUploader.requests(data.validation(), DemoCameras.FRAMES_PER_REQUEST)) {
            List<Upload> sent = cameras.sendByRest(request);
            for (int i = 0; i < sent.size(); i++) {
                if (sent.get(i) instanceof Upload.Accepted accepted) {
                    labels.put(accepted.frameId(), request.get(i).truth());
                }
            }
        }
        ingest.label(labels, "validation");
        validation.addAll(labels.keySet());
        console.say(validation.size() + " validation frames sent and labelled");
        return validation;
    }

    private Thread liveCameras(DemoCameras cameras, List<DemoFrame> frames) {
        Thread thread = new Thread(
                () -> {
                    try {
                        cameras.trickle(frames, LIVE_PAUSE);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (IOException e) {
                        console.say("a live camera gave up: " + e.getMessage());
                    }
                },
                "live-cameras");
        thread.start();
        return thread;
    }

    private Map<String, Object> configuration(List<UUID> validation) {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("name", "demo");
        configuration.put(
                "streams",
                data.stream().stream().map(DemoFrame::streamId).distinct().toList());
        configuration.put("validation", Map.of("frames", validation));
        configuration.put("classNames", data.classNames());
        configuration.put("strategy", options.strategy());
        configuration.put("initial", options.initial());
        configuration.put("batchSize", options.batchSize());
        configuration.put("sampleSize", options.sampleSize());
        configuration.put("rounds", options.rounds());
        configuration.put("seed", options.seed());
        configuration.put("training", DemoTraining.arguments(options));
        return configuration;
    }

    private void awaitScored(int expected, String name) throws IOException, InterruptedException {
        try (Console.Work work = console.work(name, expected)) {
            await(
                    () -> {
                        work.at(Math.min(expected, ledger.scoredCount()), "frames");
                        return ledger.scoredCount() >= expected;
                    },
                    () -> "only " + ledger.scoredCount() + " of " + expected + " frames were scored");
        }
    }

    /** Waits until the books balance, or the limit has passed; what is in flight when a campaign ends still arrives. */
    private Reconciliation awaitBalance(DemoCameras cameras, FrameUploader ingest)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
        while (true) {
            Reconciliation books = Reconciliation.balance(cameras.uploads(), ledger, ingest.framesInIngest());
            if (books.balanced() || System.nanoTime() > deadline) {
                return books;
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private static void await(BooleanSupplier condition, java.util.function.Supplier<String> complaint)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IOException(complaint.get() + " within " + SETTLE_LIMIT.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private Map<String, Object> optionsByName() {
        Map<String, Object> byName = new LinkedHashMap<>();
        byName.put("data", options.data().map(Path::toString).orElse("rendered streams"));
        byName.put("rounds", options.rounds());
        byName.put("initial", options.initial());
        byName.put("batch-size", options.batchSize());
        byName.put("sample-size", options.sampleSize());
        byName.put("strategy", options.strategy());
        byName.put("epochs", options.epochs());
        byName.put("imgsz", options.imgsz());
        byName.put("base", options.base().getFileName().toString());
        byName.put("seed", options.seed());
        byName.put("streams", data.streams().stream().collect(Collectors.joining(" ")));
        return byName;
    }
}
