package io.nerest.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every version continues the data directories of earlier versions, as {@link ContinuedStack} does. The fixtures are data directories that were stopped in
 * the middle of a campaign, while an annotator was labelling its first batch.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DataDirectoryFixtureIT {
    private static final Path FIXTURES = ContinuedStack.FIXTURES;
    private static final String STREAM = "cam-01";
    private static final int FRAMES = 16;
    private static final int VALIDATION = 4;
    private static final int INITIAL = 4;
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final long POLL_MILLIS = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Installation installation = Installation.locate();
    private final ObservedEvents events = new ObservedEvents();
    private final BlockingQueue<TrainingProgressed> progress = new LinkedBlockingQueue<>();
    private final TimedOutput output = new TimedOutput(new PrintWriter(Writer.nullWriter()));

    @TempDir
    private Path folder;

    @Test
    @Order(2)
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void aDataDirectoryOfVersion1IsOpenedAndItsCampaignCompleted() throws Exception {
        ContinuedStack continued = ContinuedStack.get();

        assertThat(continued.rounds())
                .hasSize(2)
                .allSatisfy(round -> assertThat(round.modelId()).isNotEmpty());
        assertThat(continued.rounds().get(0).labels()).isEqualTo(INITIAL);
        assertThat(continued.framesInIngest())
                .isEqualTo(continued.fixture().frames().size());
        assertThat(continued.unscored()).isEmpty();
        assertThat(continued.deadLetters()).isEmpty();
        new DeadLettersTrial(continued.stack().endpoints(), continued.dataDir().resolve("access-token")).run();
    }

    /**
     * Records a fixture, before the other test opens it: {@code ./mvnw verify -Dtest=none -Dit.test=DataDirectoryFixtureIT
     * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false
     * -Dnerest.record-fixture=data-dir-v2}.
     */
    @Test
    @Order(1)
    @EnabledIfSystemProperty(named = "nerest.record-fixture", matches = "data-dir-v\\d+")
    @SuppressWarnings("try") // the recorder runs while it is open
    void record() throws Exception {
        Path fixture = FIXTURES.resolve(System.getProperty("nerest.record-fixture"));
        KnownBoxes truth = new KnownBoxes(events);
        List<ContinuedStack.KnownFrame> frames = new ArrayList<>();
        UUID campaign;
        Set<UUID> labelled = new HashSet<>();
        try (Stack stack = startStack();
                EventRecorder recorder = new EventRecorder(stack.endpoints().kafka(), events, progress::add);
                SimulatedCameras cameras = new SimulatedCameras(
                        stack.endpoints().addresses(),
                        false,
                        new FrameUploader(new RestClient(
                                stack.endpoints().service("ingest"),
                                stack.endpoints().accessToken())),
                        truth,
                        output)) {
            FrameUploader ingest = new FrameUploader(new RestClient(
                    stack.endpoints().service("ingest"), stack.endpoints().accessToken()));
            RestClient selector = new RestClient(
                    stack.endpoints().service("selector"), stack.endpoints().accessToken());
            ingest.registerStream(STREAM);
            List<DemoFrame> sent = render();
            List<Upload> uploads = cameras.sendByRest(sent);
            Map<UUID, List<LabelledBox>> validation = new HashMap<>();
            for (int i = 0; i < uploads.size(); i++) {
                List<LabelledBox> boxes = sent.get(i).truth();
                UUID frame = frameId(uploads.get(i));
                frames.add(new ContinuedStack.KnownFrame(frame, boxes));
                if (i < VALIDATION) {
                    validation.put(frame, boxes);
                }
            }
            ingest.label(validation, "validation");
            campaign = UUID.fromString(CampaignRun.create(
                            selector,
                            configuration(List.copyOf(validation.keySet())),
                            Optional.of(new Annotator(ingest, truth, "oracle", LIMIT)),
                            progress,
                            output)
                    .id());
            UUID first = firstRequested(selector, campaign);
            ingest.label(Map.of(first, truth.of(first).orElseThrow()), "oracle");
            labelled.add(first);
            awaitScored(frames.size());
        }
        Files.deleteIfExists(folder.resolve("data/stack.json"));
        new DataDirectoryArchive(installation.baseCheckpoint())
                .pack(folder.resolve("data"), fixture.resolve("data.tar.xz"));
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(
                        fixture.resolve("fixture.json").toFile(),
                        new ContinuedStack.Fixture(campaign, frames, labelled));
    }

    private Stack startStack() throws IOException, InterruptedException {
        return Stack.start(
                installation,
                new StackSettings(
                        folder.resolve("data"),
                        folder.resolve("logs"),
                        List.of("fish"),
                        installation.baseCheckpoint(),
                        false,
                        FastStart.ENVIRONMENT),
                System.out::println);
    }

    private static List<DemoFrame> render() {
        StreamRenderer camera = new StreamRenderer(RenderedCameras.camera(1, 0), new FrameFormat(160, 96, 70), 0);
        List<DemoFrame> frames = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            RenderedFrame frame = camera.frame(i * 5);
            byte[] jpeg = frame.jpeg();
            frames.add(new DemoFrame(frame.fileName(), STREAM, frame.capturedAt(), () -> jpeg, frame.truth()));
        }
        return frames;
    }

    private static UUID frameId(Upload upload) {
        return upload.match(
                Upload.Accepted::frameId,
                rejected -> {
                    throw new IllegalStateException(rejected.toString());
                },
                inBucket -> {
                    throw new IllegalStateException(inBucket.toString());
                });
    }

    private static UUID firstRequested(RestClient selector, UUID campaign) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode rounds = selector.get("/api/campaigns/" + campaign).path("rounds");
            if (rounds.path(0).path("state").asText().equals("LABELLING")) {
                JsonNode frames = selector.get("/api/campaigns/" + campaign + "/batches/0")
                        .path("frames");
                return UUID.fromString(frames.path(0).at("/frame/frameId").asText());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        throw new IOException("the campaign has requested no labels within " + LIMIT.toSeconds() + " s");
    }

    private void awaitScored(int frames) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (events.scoredCount() < frames) {
            if (System.nanoTime() > deadline) {
                throw new IOException("only " + events.scoredCount() + " of " + frames + " frames are scored");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static Map<String, Object> configuration(List<UUID> validation) {
        Map<String, Object> configuration = new HashMap<>();
        configuration.put("name", "fixture");
        configuration.put("streams", List.of(STREAM));
        configuration.put("validation", Map.of("frames", validation));
        configuration.put("classNames", List.of("fish"));
        configuration.put("strategy", "least-confidence");
        configuration.put("initial", INITIAL);
        configuration.put("batchSize", 2);
        configuration.put("sampleSize", 8);
        configuration.put("rounds", 1);
        configuration.put(
                "training",
                Map.of("epochs", "1", "imgsz", "96", "batch", "4", "nbs", "4", "plots", "false", "workers", "1"));
        return configuration;
    }
}
