package io.nerest.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.camera.RenderedCameras;
import io.nerest.simulator.stream.RenderedFrame;
import io.nerest.simulator.stream.StreamRenderer;
import io.nerest.standalone.output.TimedOutput;
import io.nerest.standalone.stack.Installation;
import io.nerest.standalone.stack.Stack;
import io.nerest.standalone.stack.StackSettings;
import io.nerest.vision.box.LabelledBox;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two trainers and two scoring pods, of which one each is killed again and again during a campaign: each training has one model,
 * and no model scores a frame twice. {@code -Dnerest.kills=20} makes a long trial.
 */
class ReplicasSurviveKillsIT {
    private static final int KILLS = Integer.getInteger("nerest.kills", 2);
    private static final int VALIDATION = 4;
    private static final int FRAMES = 32;
    private static final String STREAM = "cam-01";
    private static final long POLL_MILLIS = 200;
    private static final Map<String, String> FAST_RECOVERY = Map.of(
            "KAFKA_SESSION_TIMEOUT_MS", "6000",
            "MP_MESSAGING_CONNECTOR_SMALLRYE_KAFKA_SESSION_TIMEOUT_MS", "6000",
            "NEREST_TRAINER_LEASE", "5s",
            "NEREST_TRAINER_POLL_INTERVAL", "200ms");

    private final ObservedEvents events = new ObservedEvents();
    private final BlockingQueue<TrainingProgressed> progress = new LinkedBlockingQueue<>();
    private final TimedOutput output = new TimedOutput(new PrintWriter(Writer.nullWriter()));
    private final StreamRenderer camera =
            new StreamRenderer(RenderedCameras.camera(1, 0), new FrameFormat(160, 96, 88), 0);
    private final AtomicInteger kills = new AtomicInteger();
    private int nextFrame;

    @TempDir
    private Path folder;

    private List<DemoFrame> frames(int count) {
        List<DemoFrame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RenderedFrame frame = camera.frame(nextFrame++);
            byte[] jpeg = frame.jpeg();
            frames.add(new DemoFrame(frame.fileName(), STREAM, frame.capturedAt(), () -> jpeg, frame.truth()));
        }
        return frames;
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    @SuppressWarnings("try") // the recorder runs while it is open
    void eachTrainingHasOneModelAndNoFrameIsScoredTwiceWhilePodsAreKilled() throws Exception {
        Installation installation = Installation.locate();
        StackSettings settings = new StackSettings(
                folder.resolve("data"),
                folder.resolve("logs"),
                List.of("fish"),
                installation.baseCheckpoint(),
                false,
                Map.of("trainer", 1, "scoring", 1),
                FAST_RECOVERY);
        try (Stack stack = Stack.start(installation, settings, ReplicasSurviveKillsIT::print);
                EventRecorder recorder = new EventRecorder(stack.endpoints().kafka(), events, progress::add)) {
            FrameUploader ingest =
                    new FrameUploader(new RestClient(stack.endpoints().service("ingest")));
            KnownBoxes truth = new KnownBoxes(events);
            try (SimulatedCameras cameras =
                    new SimulatedCameras(stack.endpoints().addresses(), false, ingest, truth, output)) {
                ingest.registerStream(STREAM);
                List<UUID> validation = sendValidation(cameras, ingest);
                cameras.sendByRest(frames(FRAMES));
                CampaignRun campaign = CampaignRun.create(
                        new RestClient(stack.endpoints().service("selector")),
                        configuration(validation),
                        new Annotator(ingest, truth, "oracle", RestClient.OUTAGE_LIMIT),
                        progress,
                        output);
                Thread killer = new Thread(() -> killAgainAndAgain(stack, cameras), "killer");
                killer.start();

                List<DemoRound> rounds = campaign.follow();
                killer.join();

                assertThat(rounds)
                        .hasSize(configuredRounds() + 1)
                        .allSatisfy(round -> assertThat(round.modelId()).isNotEmpty());
                Reconciliation counts = reconciliation(cameras, ingest);
                System.out.println("kills " + kills + ", restarts "
                        + stack.supervisor().restarts() + ", frames "
                        + counts.registered() + ", scored by model " + counts.framesByModel() + ", scored twice "
                        + counts.scoredTwice());
                assertThat(counts.discrepancies()).isEmpty();
                requireOneModelPerTraining(stack, rounds);
                assertThat(kills).hasValue(KILLS);
            }
        }
    }

    private List<UUID> sendValidation(SimulatedCameras cameras, FrameUploader ingest) throws Exception {
        List<DemoFrame> frames = frames(VALIDATION);
        List<Upload> sent = cameras.sendByRest(frames);
        Map<UUID, List<LabelledBox>> labels = new HashMap<>();
        for (int i = 0; i < sent.size(); i++) {
            labels.put(((Upload.Accepted) sent.get(i)).frameId(), frames.get(i).truth());
        }
        ingest.label(labels, "validation");
        return List.copyOf(labels.keySet());
    }

    /** Kills a trainer and a scoring pod by turns, while frames arrive. */
    private void killAgainAndAgain(Stack stack, SimulatedCameras cameras) {
        List<String> victims = List.of("trainer", "scoring-2");
        try {
            for (int i = 0; i < KILLS; i++) {
                TimeUnit.SECONDS.sleep(4);
                cameras.sendByRest(frames(4));
                stack.supervisor().part(victims.get(i % victims.size())).kill();
                kills.incrementAndGet();
                cameras.sendByRest(frames(4));
            }
        } catch (Exception e) {
            throw new IllegalStateException("the trial could not go on", e);
        }
    }

    private static void requireOneModelPerTraining(Stack stack, List<DemoRound> rounds) throws Exception {
        Map<String, Set<String>> models = new HashMap<>();
        for (JsonNode model : new RestClient(stack.endpoints().service("trainer")).get("/api/models")) {
            if (model.has("training")) {
                models.computeIfAbsent(model.at("/training/trainingId").asText(), unused -> new HashSet<>())
                        .add(model.get("modelId").asText());
            }
        }
        assertThat(models)
                .hasSize(rounds.size())
                .allSatisfy((training, made) -> assertThat(made).hasSize(1));
    }

    private Reconciliation reconciliation(SimulatedCameras cameras, FrameUploader ingest) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (true) {
            Reconciliation now = Reconciliation.of(cameras.uploads(), events, ingest.framesInIngest());
            if (now.consistent() || System.nanoTime() > deadline) {
                return now;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static int configuredRounds() {
        return Math.max(1, KILLS / 3);
    }

    private static Map<String, Object> configuration(List<UUID> validation) {
        Map<String, Object> configuration = new HashMap<>();
        configuration.put("name", "replicas");
        configuration.put("streams", List.of(STREAM));
        configuration.put("validation", Map.of("frames", validation));
        configuration.put("strategy", "least-confidence");
        configuration.put("initial", 3);
        configuration.put("batchSize", 2);
        configuration.put("sampleSize", 12);
        configuration.put("rounds", configuredRounds());
        configuration.put("scoreDeadlineSeconds", 60);
        configuration.put(
                "training",
                Map.of("epochs", "3", "imgsz", "96", "batch", "4", "nbs", "4", "plots", "false", "workers", "1"));
        return configuration;
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
