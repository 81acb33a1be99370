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
import io.nerest.system.ChildProcess;
import io.nerest.vision.box.LabelledBox;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills each process of a stack with two scoring pods and two trainers with SIGKILL, while frames arrive and a campaign
 * runs. The campaign must complete, every frame must be registered once and scored once by a model, and each training must
 * publish one model. The networks are tiny: no kill depends on their size. {@code -Dnerest.kills=20} adds a long trial of the replicas.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StackSurvivesKillsIT {
    private static final int FRAMES = 24;
    private static final String KILLS = "nerest.kills";
    private static final int VALIDATION = 4;
    private static final int POLL_MILLIS = 200;
    private static final String STREAM = "cam-01";
    /** The broker assigns the partitions of a killed consumer to another one only after this time. */
    private static final Map<String, String> FAST_RECOVERY = Map.of(
            "KAFKA_SESSION_TIMEOUT_MS", "3000",
            "KAFKA_HEARTBEAT_INTERVAL_MS", "1000",
            "MP_MESSAGING_CONNECTOR_SMALLRYE_KAFKA_SESSION_TIMEOUT_MS", "3000",
            "MP_MESSAGING_CONNECTOR_SMALLRYE_KAFKA_HEARTBEAT_INTERVAL_MS", "1000",
            "NEREST_TRAINER_LEASE", "5s",
            "NEREST_TRAINER_POLL_INTERVAL", "200ms");

    private final ObservedEvents events = new ObservedEvents();
    private final BlockingQueue<TrainingProgressed> progress = new LinkedBlockingQueue<>();
    private final TimedOutput output = new TimedOutput(new PrintWriter(Writer.nullWriter()));
    private final StreamRenderer camera =
            new StreamRenderer(RenderedCameras.camera(1, 0), new FrameFormat(160, 96, 88), 0);

    @TempDir
    private static Path folder;

    private Stack stack;
    private EventRecorder audit;
    private FrameUploader ingest;
    private KnownBoxes truth;
    private SimulatedCameras cameras;
    private List<UUID> validation;
    private int nextFrame;
    private int trainings;

    /** Every process is in one group. The processes of a group are killed during one round, one after the other. */
    private static final List<List<String>> GROUPS = List.of(
            List.of("ingest", "kafka", "trainer"),
            List.of("selector", "postgres", "scoring"),
            List.of("s3", "scoring-2", "trainer-2"));

    @BeforeAll
    void start() throws Exception {
        Installation installation = Installation.locate();
        Map<String, String> environment = new HashMap<>(FastStart.ENVIRONMENT);
        environment.putAll(FAST_RECOVERY);
        stack = Stack.start(
                installation,
                new StackSettings(
                        folder.resolve("data"),
                        folder.resolve("logs"),
                        List.of("fish"),
                        FastStart.tinyBase(installation),
                        false,
                        Map.of("scoring", 1, "trainer", 1),
                        environment),
                System.out::println);
        audit = new EventRecorder(stack.endpoints().kafka(), events, progress::add);
        ingest = new FrameUploader(new RestClient(
                stack.endpoints().service("ingest"), stack.endpoints().accessToken()));
        truth = new KnownBoxes(events);
        cameras = new SimulatedCameras(stack.endpoints().addresses(), false, ingest, truth, output);
        ingest.registerStream(STREAM);
        validation = sendValidation();
        cameras.sendByRest(frames(FRAMES));
    }

    @AfterAll
    void stop() {
        if (cameras != null) {
            cameras.close();
        }
        if (audit != null) {
            audit.close();
        }
        if (stack != null) {
            stack.close();
            assertThat(stack.supervisor().parts()).noneMatch(part -> part.isAlive());
        }
    }

    private List<DemoFrame> frames(int count) {
        List<DemoFrame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RenderedFrame frame = camera.frame(nextFrame++);
            byte[] jpeg = frame.jpeg();
            frames.add(new DemoFrame(frame.fileName(), STREAM, frame.capturedAt(), () -> jpeg, frame.truth()));
        }
        return frames;
    }

    private List<UUID> sendValidation() throws Exception {
        List<DemoFrame> frames = frames(VALIDATION);
        List<Upload> sent = cameras.sendByRest(frames);
        Map<UUID, List<LabelledBox>> labels = new HashMap<>();
        for (int i = 0; i < sent.size(); i++) {
            labels.put(((Upload.Accepted) sent.get(i)).frameId(), frames.get(i).truth());
        }
        ingest.label(labels, "validation");
        return List.copyOf(labels.keySet());
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void theCampaignCompletesAndEveryFrameIsCountedOnceWhenEveryPartIsKilled() throws Exception {
        List<String> parts = GROUPS.stream().flatMap(List::stream).toList();
        assertThat(parts)
                .containsExactlyInAnyOrderElementsOf(stack.supervisor().parts().stream()
                        .map(ChildProcess::name)
                        .toList());
        Campaign campaign = follow("kills", GROUPS.size() - 1, 2);

        for (int round = 0; round < GROUPS.size(); round++) {
            awaitRound(campaign, round);
            cameras.sendByRest(frames(8));
            for (String part : GROUPS.get(round)) {
                kill(part);
            }
        }

        requireComplete(campaign.rounds().get(12, TimeUnit.MINUTES), GROUPS.size());
        assertThat(stack.supervisor().restarts()).containsKeys(parts.toArray(String[]::new));
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    @EnabledIfSystemProperty(named = KILLS, matches = "[1-9]\\d*")
    void eachTrainingHasOneModelAndNoFrameIsScoredTwiceWhileReplicasAreKilled() throws Exception {
        int kills = Integer.getInteger(KILLS);
        int furtherRounds = Math.max(1, kills / 3);
        List<String> replicas = List.of("trainer", "scoring-2", "trainer-2", "scoring");
        Campaign campaign = follow("trial", furtherRounds, 3);

        for (int i = 0; i < kills; i++) {
            TimeUnit.SECONDS.sleep(4);
            kill(replicas.get(i % replicas.size()));
        }

        requireComplete(campaign.rounds().get(25, TimeUnit.MINUTES), furtherRounds + 1);
        Reconciliation counts = reconciliation();
        System.out.println("kills " + kills + ", restarts " + stack.supervisor().restarts() + ", frames "
                + counts.registered() + ", scored by model " + counts.framesByModel() + ", scored twice "
                + counts.scoredTwice());
    }

    /** A campaign that a thread follows. */
    private record Campaign(String id, CompletableFuture<List<DemoRound>> rounds) {}

    private Campaign follow(String name, int furtherRounds, int epochs) throws Exception {
        CampaignRun campaign = CampaignRun.create(
                selector(),
                configuration(name, furtherRounds, epochs),
                Optional.of(new Annotator(ingest, truth, "oracle", RestClient.OUTAGE_LIMIT)),
                progress,
                output);
        CompletableFuture<List<DemoRound>> rounds = new CompletableFuture<>();
        Thread follower = new Thread(() -> {
            try {
                rounds.complete(campaign.follow());
            } catch (Exception e) {
                rounds.completeExceptionally(e);
            }
        });
        follower.start();
        return new Campaign(campaign.id(), rounds);
    }

    private RestClient selector() {
        return new RestClient(
                stack.endpoints().service("selector"), stack.endpoints().accessToken());
    }

    /** Waits until the selector has opened a round. */
    private void awaitRound(Campaign campaign, int round) throws Exception {
        while (selector().get("/api/campaigns/" + campaign.id()).path("rounds").size() <= round) {
            assertThat(campaign.rounds())
                    .as("the campaign before round %d", round)
                    .isNotDone();
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private void kill(String part) throws Exception {
        stack.supervisor().part(part).kill();
        for (DemoFrame frame : frames(4)) {
            cameras.sendByRest(List.of(frame));
        }
    }

    private void requireComplete(List<DemoRound> rounds, int expected) throws Exception {
        trainings += rounds.size();
        assertThat(rounds)
                .hasSize(expected)
                .allSatisfy(round -> assertThat(round.modelId()).isNotEmpty());
        assertThat(reconciliation().discrepancies()).isEmpty();
        Map<String, Set<String>> models = new HashMap<>();
        for (JsonNode model : new RestClient(
                        stack.endpoints().service("trainer"), stack.endpoints().accessToken())
                .get("/api/models")) {
            if (model.has("training")) {
                models.computeIfAbsent(model.at("/training/trainingId").asText(), unused -> new HashSet<>())
                        .add(model.get("modelId").asText());
            }
        }
        assertThat(models)
                .hasSize(trainings)
                .allSatisfy((training, made) -> assertThat(made).hasSize(1));
    }

    private Reconciliation reconciliation() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (true) {
            Reconciliation now = Reconciliation.of(cameras.uploads(), events, ingest.framesInIngest());
            if (now.consistent() || System.nanoTime() > deadline) {
                return now;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private Map<String, Object> configuration(String name, int rounds, int epochs) {
        Map<String, Object> configuration = new HashMap<>();
        configuration.put("name", name);
        configuration.put("streams", List.of(STREAM));
        configuration.put("validation", Map.of("frames", validation));
        configuration.put("classNames", List.of("fish"));
        configuration.put("strategy", "least-confidence");
        configuration.put("initial", 3);
        configuration.put("batchSize", 2);
        configuration.put("sampleSize", 12);
        configuration.put("rounds", rounds);
        configuration.put("scoreDeadlineSeconds", 60);
        configuration.put(
                "training",
                Map.of(
                        "epochs",
                        Integer.toString(epochs),
                        "imgsz",
                        "96",
                        "batch",
                        "4",
                        "nbs",
                        "4",
                        "plots",
                        "false",
                        "workers",
                        "1"));
        return configuration;
    }
}
