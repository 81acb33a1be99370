package io.nerest.standalone.demo;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.nerest.commandline.ProgressDisplay;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.standalone.output.TimedOutput;
import io.nerest.standalone.stack.ConsoleLogin;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.MemoryWatch;
import io.nerest.standalone.stack.Stack;
import io.nerest.standalone.stack.StackAddresses;
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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Uses a stack, its own or a running one: sends frames, runs a campaign with a simulated annotator, measures scoring and writes the report. */
final class DemoRun {
    /** Fraction of the frames that are sent during the campaign, so that models are switched under load. */
    private static final double LIVE_SHARE = 0.15;

    private static final int LATENCY_FRAMES = 15;
    private static final Duration LIVE_PAUSE = Duration.ofMillis(2_500);
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(3);

    private final DemoOptions options;
    private final DemoData data;
    private final TimedOutput output;
    private final ObservedEvents events = new ObservedEvents();
    private final BlockingQueue<TrainingProgressed> progress = new LinkedBlockingQueue<>();

    DemoRun(DemoOptions options, DemoData data, TimedOutput output) {
        this.options = options;
        this.data = data;
        this.output = output;
    }

    /** Runs the demo and writes its report. All started processes have ended when this returns. */
    DemoReport run() throws IOException, InterruptedException {
        Files.createDirectories(options.out());
        DemoReport report;
        if (options.stack() instanceof DemoStack.Own own) {
            report = onOwnStack(own);
        } else {
            report = onRunningStack((DemoStack.Running) options.stack());
        }
        report = report.withSeconds(output.secondsSinceStart());
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

    @SuppressWarnings("try") // the recorder runs while it is open
    private DemoReport onOwnStack(DemoStack.Own own) throws IOException, InterruptedException {
        StackSettings settings = new StackSettings(
                        options.out().resolve("data"),
                        options.out().resolve("logs"),
                        data.classNames(),
                        own.base(),
                        false)
                .withConsole();
        try (Stack stack = Stack.start(own.installation(), settings, output::line);
                MemoryWatch memory = new MemoryWatch(stack.supervisor());
                EventRecorder recorder = new EventRecorder(stack.endpoints().kafka(), events, progress::add)) {
            memory.start();
            output.line("ready: " + stack.endpoints().urls());
            output.text((own.personLabels() ? "label in the console: " : "watch in the console: ")
                    + ConsoleLogin.in(settings.dataDir())
                            .address(
                                    stack.endpoints().service(Endpoints.CONSOLE),
                                    System.getProperty("user.name"),
                                    own.personLabels() ? "OPERATOR" : "VIEWER"));
            return play(stack.endpoints().addresses(), false)
                    .withProcesses(
                            new DemoReport.Memory(memory.peakTotal(), memory.peaks()),
                            stack.supervisor().restarts());
        }
    }

    @SuppressWarnings("try") // the recorder runs while it is open
    private DemoReport onRunningStack(DemoStack.Running running) throws IOException, InterruptedException {
        StackAddresses stack = running.addresses();
        long frames = new FrameUploader(new RestClient(stack.service("ingest"), stack.accessToken())).framesInIngest();
        if (frames > 0) {
            throw new IOException(("the stack has %d frames: what the demo sends could not be compared with what the"
                            + " services counted. Use a stack without frames")
                    .formatted(frames));
        }
        try (EventRecorder recorder = new EventRecorder(stack.kafka(), events, progress::add)) {
            output.line("uses the stack at " + stack.services() + ", kafka " + stack.kafka() + ", s3 " + stack.s3());
            return play(stack, running.storeNotifies());
        }
    }

    private DemoReport play(StackAddresses stack, boolean storeNotifies) throws IOException, InterruptedException {
        FrameUploader ingest = new FrameUploader(new RestClient(stack.service("ingest"), stack.accessToken()));
        KnownBoxes truth = new KnownBoxes(events);
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
        try (SimulatedCameras cameras = new SimulatedCameras(stack, storeNotifies, ingest, truth, output)) {
            List<UUID> validation = sendValidation(cameras, ingest);
            cameras.sendAll(bulkFrames);
            cameras.sendDuplicatesAndInvalidFiles(bulkFrames);
            int expected = validation.size() + bulkFrames.size();
            awaitScored(expected);

            CampaignRun campaign = CampaignRun.create(
                    new RestClient(stack.service("selector"), stack.accessToken()),
                    configuration(validation),
                    personLabels() ? Optional.empty() : Optional.of(annotator),
                    progress,
                    output);
            Thread cameraThread = liveCameras(cameras, liveFrames);
            List<DemoRound> rounds = campaign.follow();
            cameraThread.interrupt();
            cameraThread.join();

            awaitConsistency(cameras, ingest);
            String newest = rounds.get(rounds.size() - 1).modelId();
            ScoringMeasurement probe = new ScoringMeasurement(stack, events);
            DemoReport.ScoringSpeed speed = probe.speed(UUID.fromString(campaign.id()), newest);
            DemoReport.Latency latency = probe.latency(cameras, lastFrames);
            Reconciliation reconciliation = awaitConsistency(cameras, ingest);
            new ModelDownloads(stack, options.out()).fetch(rounds, events);
            return new DemoReport(
                    output.secondsSinceStart(),
                    optionsByName(),
                    reconciliation,
                    rounds,
                    rounds.get(rounds.size() - 1).map50() - rounds.get(0).map50(),
                    speed,
                    latency,
                    new DemoReport.Memory(0, Map.of()),
                    Map.of(),
                    events.activations());
        }
    }

    private boolean personLabels() {
        return options.stack() instanceof DemoStack.Own own && own.personLabels();
    }

    private List<UUID> sendValidation(SimulatedCameras cameras, FrameUploader ingest)
            throws IOException, InterruptedException {
        List<UUID> validation = new ArrayList<>();
        Map<UUID, List<LabelledBox>> labels = new HashMap<>();
        for (List<DemoFrame> request : FrameUploader.requests(data.validation(), SimulatedCameras.FRAMES_PER_REQUEST)) {
            List<Upload> sent = cameras.sendByRest(request);
            for (int i = 0; i < sent.size(); i++) {
                List<LabelledBox> boxes = request.get(i).truth();
                sent.get(i)
                        .match(
                                accepted -> Optional.ofNullable(labels.put(accepted.frameId(), boxes)),
                                rejected -> Optional.empty(),
                                inBucket -> Optional.empty());
            }
        }
        ingest.label(labels, "validation");
        validation.addAll(labels.keySet());
        output.line(validation.size() + " validation frames sent and labelled");
        return validation;
    }

    private Thread liveCameras(SimulatedCameras cameras, List<DemoFrame> frames) {
        Thread thread = new Thread(
                () -> {
                    try {
                        cameras.sendLive(frames, LIVE_PAUSE);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (IOException e) {
                        output.line("a live camera has stopped: " + e.getMessage());
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
        configuration.put("startFrom", options.startFrom());
        configuration.put("stop", Map.of("epochs", options.stopEpochs()));
        configuration.put("training", DemoTrainingArguments.of(options));
        return configuration;
    }

    private void awaitScored(int expected) throws IOException, InterruptedException {
        try (ProgressDisplay work = ProgressDisplay.start("scoring", "frames", expected, output::line)) {
            await(
                    () -> {
                        work.stepTo(Math.min(expected, events.scoredCount()));
                        return events.scoredCount() >= expected;
                    },
                    () -> "only " + events.scoredCount() + " of " + expected + " frames were scored");
        }
    }

    /** Waits until all events in flight have arrived, or the limit has passed. */
    private Reconciliation awaitConsistency(SimulatedCameras cameras, FrameUploader ingest)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
        while (true) {
            Reconciliation now = Reconciliation.of(cameras.uploads(), events, ingest.framesInIngest());
            if (now.consistent() || System.nanoTime() > deadline) {
                return now;
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private static void await(BooleanSupplier condition, Supplier<String> failure)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IOException(failure.get() + " within " + SETTLE_LIMIT.toSeconds() + " s");
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
        byName.put("stop-epochs", options.stopEpochs());
        byName.put("start-from", options.startFrom());
        byName.put("imgsz", options.imgsz());
        if (options.stack() instanceof DemoStack.Own own) {
            byName.put("base", own.base().getFileName().toString());
        }
        byName.put("seed", options.seed());
        byName.put("streams", data.streams().stream().collect(Collectors.joining(" ")));
        return byName;
    }
}
