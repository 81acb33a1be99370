package io.nerest.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.TrainingProgressed;
import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.camera.RenderedCameras;
import io.nerest.simulator.stream.RenderedFrame;
import io.nerest.simulator.stream.StreamRenderer;
import io.nerest.standalone.output.TimedOutput;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.Installation;
import io.nerest.standalone.stack.Stack;
import io.nerest.standalone.stack.StackSettings;
import io.nerest.vision.box.LabelledBox;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills each process of the stack with SIGKILL while frames arrive and a campaign runs. The campaign must complete, and
 * every frame must be registered and scored exactly once per model.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StackSurvivesKillsIT {
    private static final int FRAMES = 24;
    private static final int VALIDATION = 4;
    private static final int POLL_MILLIS = 200;
    private static final String STREAM = "cam-01";
    /** The broker assigns the partitions of a killed consumer to another one only after this time. */
    private static final Map<String, String> FAST_RECOVERY = Map.of(
            "KAFKA_SESSION_TIMEOUT_MS", "6000",
            "MP_MESSAGING_CONNECTOR_SMALLRYE_KAFKA_SESSION_TIMEOUT_MS", "6000");

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

    static Stream<String> parts() {
        return Stream.concat(Endpoints.SERVICES.stream(), Endpoints.PLATFORM.stream());
    }

    @BeforeAll
    void start() throws Exception {
        Installation installation = Installation.locate();
        stack = Stack.start(
                installation,
                new StackSettings(
                        folder.resolve("data"),
                        folder.resolve("logs"),
                        List.of("fish"),
                        installation.baseCheckpoint(),
                        false,
                        FAST_RECOVERY),
                System.out::println);
        audit = new EventRecorder(stack.endpoints().kafka(), events, progress::add);
        ingest = new FrameUploader(new RestClient(stack.endpoints().service("ingest")));
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

    @ParameterizedTest
    @MethodSource("parts")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void theCampaignCompletesAndEveryFrameIsCountedOnceWhenAPartIsKilled(String part) throws Exception {
        CampaignRun campaign = CampaignRun.create(
                new RestClient(stack.endpoints().service("selector")),
                configuration(part),
                new Annotator(ingest, truth, "oracle", RestClient.OUTAGE_LIMIT),
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
        List<DemoFrame> arriving = frames(16);
        cameras.sendByRest(arriving.subList(0, 8));

        stack.supervisor().part(part).kill();
        for (DemoFrame frame : arriving.subList(8, 16)) {
            cameras.sendByRest(List.of(frame));
        }

        assertThat(rounds.get(4, TimeUnit.MINUTES))
                .hasSize(2)
                .allSatisfy(round -> assertThat(round.modelId()).isNotEmpty());
        assertThat(reconciliation().discrepancies()).isEmpty();
        assertThat(stack.supervisor().restarts()).containsKey(part);
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

    private Map<String, Object> configuration(String name) {
        Map<String, Object> configuration = new HashMap<>();
        configuration.put("name", "kill " + name);
        configuration.put("streams", List.of(STREAM));
        configuration.put("validation", Map.of("frames", validation));
        configuration.put("classNames", List.of("fish"));
        configuration.put("strategy", "least-confidence");
        configuration.put("initial", 3);
        configuration.put("batchSize", 2);
        configuration.put("sampleSize", 12);
        configuration.put("rounds", 1);
        configuration.put("scoreDeadlineSeconds", 60);
        configuration.put(
                "training",
                Map.of("epochs", "2", "imgsz", "96", "batch", "4", "nbs", "4", "plots", "false", "workers", "1"));
        return configuration;
    }
}
