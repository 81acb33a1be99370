package io.nerest.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.camera.RenderedCameras;
import io.nerest.simulator.stream.RenderedFrame;
import io.nerest.simulator.stream.StreamRenderer;
import io.nerest.standalone.stack.ConsoleLogin;
import io.nerest.standalone.stack.Installation;
import io.nerest.standalone.stack.Stack;
import io.nerest.standalone.stack.StackSettings;
import io.nerest.vision.box.LabelledBox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console in a real Chromium, over a real stack with rendered frames: a campaign asks for the labels of all frames of one
 * camera. Skipped where no Chromium is found, unless {@code CI=true}. {@code -Dnerest.screenshots=DIR} stores pictures of all
 * pages.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {
    private static final String STREAM = "river";
    /** Of a stream, a campaign and an author; pictures show a plain one. */
    private static final String HOSTILE = System.getProperty("nerest.screenshots") != null
            ? "Upper gate"
            : "<img src=x onerror=\"window.attacked=1\"><script>window.attacked=1</script>";

    private static final int FRAMES = 260;
    private static final int SESSION_FRAMES = 200;
    private static final List<String> PAGES = List.of(
            "label", "audit", "campaigns", "compare", "models", "streams", "frames", "map", "season", "operations");
    private static final double NEXT_FRAME_LIMIT_MILLIS = 5_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private static Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private Stack stack;
    private Chromium chromium;
    private ConsoleLogin logins;
    private ProviderKey provider;
    private URI console;
    private RestClient ingest;
    private RestClient selector;
    private String campaign = "";

    @BeforeAll
    void start() throws Exception {
        Path executable = Chromium.find().orElse(null);
        if (!"true".equals(System.getenv("CI"))) {
            assumeThat(executable)
                    .as(
                            "no Chromium was found, so the console is not tested in a browser: install one, or set -Dnerest.chromium")
                    .isNotNull();
        }
        assertThat(executable).as("Chromium").isNotNull();
        Map<String, String> environment = new HashMap<>(FastStart.ENVIRONMENT);
        environment.put("NEREST_CONSOLE_BLIND_SHARE", "0.05");
        provider = ProviderKey.generate();
        environment.putAll(provider.environment());
        Installation installation = Installation.locate();
        StackSettings settings = new StackSettings(
                        folder.resolve("data"),
                        folder.resolve("logs"),
                        List.of("fish"),
                        installation.baseCheckpoint(),
                        false,
                        environment)
                .withConsole();
        stack = Stack.start(installation, settings, System.out::println);
        chromium = new Chromium(executable);
        logins = ConsoleLogin.in(settings.dataDir());
        console = stack.endpoints().service("console");
        ingest = new RestClient(
                stack.endpoints().service("ingest"), stack.endpoints().accessToken());
        selector = new RestClient(
                stack.endpoints().service("selector"), stack.endpoints().accessToken());
        sendFrames();
        openCampaign();
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (stack != null) {
            stack.close();
        }
    }

    private void sendFrames() throws Exception {
        StreamRenderer camera = new StreamRenderer(RenderedCameras.camera(1, 0), new FrameFormat(320, 180, 88), 0);
        FrameUploader uploader = new FrameUploader(ingest);
        ingest.put("/api/streams/" + STREAM, Map.of("name", HOSTILE));
        uploader.registerStream("river-val");
        List<DemoFrame> frames = new ArrayList<>();
        for (int i = 0; i < FRAMES + 4; i++) {
            RenderedFrame frame = camera.frame(i);
            byte[] jpeg = frame.jpeg();
            String stream = i < 4 ? "river-val" : STREAM;
            frames.add(new DemoFrame(frame.fileName(), stream, frame.capturedAt(), () -> jpeg, frame.truth()));
        }
        Map<UUID, List<LabelledBox>> validation = new HashMap<>();
        for (List<DemoFrame> request : FrameUploader.requests(frames, 50)) {
            List<Upload> sent = uploader.send(request);
            for (int i = 0; i < sent.size(); i++) {
                List<LabelledBox> boxes = request.get(i).truth();
                String stream = request.get(i).streamId();
                sent.get(i)
                        .match(
                                accepted -> !stream.equals(STREAM) && validation.put(accepted.frameId(), boxes) == null,
                                rejected -> false,
                                inBucket -> false);
            }
        }
        uploader.label(validation, "validation");
    }

    private void openCampaign() {
        await().atMost(PATIENCE).until(() -> {
            JsonNode pool = selector.get("/api/pool");
            return pool.path("frames").asInt() == FRAMES + 4
                    && pool.path("labelled").asInt() == 4;
        });
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("name", HOSTILE);
        request.put("streams", List.of(STREAM));
        request.put("validation", Map.of("streams", List.of("river-val")));
        request.put("initial", FRAMES);
        request.put("rounds", 0);
        request.put("training", Map.of("epochs", "1", "imgsz", "96"));
        try {
            campaign = selector.post("/api/campaigns", request).path("id").asText();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        await().atMost(PATIENCE)
                .until(() -> selector.get("/api/label-queue").path("open").asInt() == FRAMES);
    }

    private URI login(String name, String role) {
        return logins.address(console, name, role);
    }

    private ConsoleVisitor visitor(String name, String role, String locale) {
        return new ConsoleVisitor(chromium.browser(), login(name, role), locale);
    }

    @Test
    @Order(1)
    void noPageHasAccessibilityOrPolicyViolationsInAnyLanguageAndTheme() {
        try (ConsoleVisitor visitor = visitor("Ольга", "OPERATOR", "en")) {
            Map<String, Object> problems = new LinkedHashMap<>();
            for (String path : PAGES) {
                visitor.openAndWait(path);
                for (String language : List.of("en", "ru")) {
                    visitor.page().selectOption("header select >> nth=0", language);
                    for (String theme : List.of("light", "dark")) {
                        visitor.page().selectOption("header select >> nth=1", theme);
                        String name = path + " " + language + " " + theme;
                        new AxeBuilder(visitor.page())
                                .analyze()
                                .getViolations()
                                .forEach(violation -> problems.put(
                                        name + ": " + violation.getId(),
                                        violation.getNodes().stream()
                                                .map(node -> node.getHtml())
                                                .toList()));
                    }
                }
                List<String> errors = visitor.takeErrors();
                if (!errors.isEmpty()) {
                    problems.put(path, errors);
                }
            }
            assertThat(problems).isEmpty();
            assertThat(visitor.page().evaluate("() => window.attacked")).isNull();
        }
    }

    /** The command of the pictures in docs/images: campaigns and a season on a camera of its own, then all pages. */
    @Test
    @Order(11)
    @EnabledIfSystemProperty(named = "nerest.screenshots", matches = ".+")
    void picturesOfAllPagesAreStored() throws Exception {
        String base =
                selector.get("/api/campaigns/" + campaign).path("baseModelId").asText();
        cancelCampaign();
        Map<UUID, List<LabelledBox>> gate = sendGate();
        JsonNode replay = selector.post("/api/replays", Map.of("modelId", base, "streams", List.of("lower-gate")));
        String progress = "/api/replays/" + replay.at("/replay/id").asText();
        await().atMost(PATIENCE)
                .until(() -> selector.get(progress).at("/progress/scored").asInt() == gate.size());
        List<String> campaigns = new ArrayList<>();
        for (String strategy : List.of("least-confidence", "random")) {
            campaigns.add(openGateCampaign(strategy));
        }
        String season = countSeason(base, gate);
        assertThat(labelUntilTrained(gate, campaigns, 1, Duration.ofMinutes(20)))
                .as("both campaigns have trained a model")
                .isTrue();
        // A second point makes better pictures; a busy machine goes without.
        System.out.println(
                "both curves have two points: " + labelUntilTrained(gate, campaigns, 2, Duration.ofMinutes(4)));
        selector.post("/api/seasons/" + season + "/draws", Map.of("draws", 40));
        try (ConsoleVisitor visitor = visitor("Ольга", "OPERATOR", "en")) {
            Map<String, List<String>> pages = new LinkedHashMap<>();
            PAGES.forEach(page -> pages.put(page, List.of(page, "main h1, main h2")));
            pages.put("label", List.of("label?season=" + season, "nerest-stage[data-painted]"));
            pages.put("campaign", List.of("campaigns/" + campaigns.get(0), ".chart"));
            pages.put("season", List.of("season/" + season, ".chart"));
            new ConsolePictures(
                            Path.of(System.getProperty("nerest.screenshots")).toAbsolutePath())
                    .take(visitor, pages);
        }
    }

    /** Sends frames of three days, and some of another camera with labels to measure on. */
    private Map<UUID, List<LabelledBox>> sendGate() throws Exception {
        Map<UUID, List<LabelledBox>> gate = new HashMap<>();
        for (String stream : List.of("lower-gate", "lower-gate-val")) {
            StreamRenderer camera = new StreamRenderer(
                    RenderedCameras.camera(stream.equals("lower-gate") ? 3 : 4, 0), new FrameFormat(640, 360, 85), 5);
            List<DemoFrame> frames = new ArrayList<>();
            for (int i = 0; i < (stream.equals("lower-gate") ? 150 : 24); i++) {
                RenderedFrame frame = camera.frame(i);
                byte[] jpeg = frame.jpeg();
                frames.add(new DemoFrame(
                        frame.fileName(),
                        stream,
                        Instant.parse("2026-09-01T00:00:00Z").plus(Duration.ofMinutes(28L * i)),
                        () -> jpeg,
                        frame.truth()));
            }
            Map<UUID, List<LabelledBox>> sent = send(stream, frames);
            if (stream.equals("lower-gate")) {
                gate.putAll(sent);
            } else {
                new FrameUploader(ingest).label(sent, "validation");
            }
            ingest.put("/api/streams/" + stream, Map.of("name", stream.equals("lower-gate") ? "Lower gate" : "Weir"));
        }
        return gate;
    }

    private String openGateCampaign(String strategy) throws Exception {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("name", "autumn, " + strategy);
        request.put("streams", List.of("lower-gate"));
        request.put("validation", Map.of("streams", List.of("lower-gate-val")));
        request.put("strategy", strategy);
        request.put("ownLabels", true);
        request.put("initial", 8);
        request.put("batchSize", 8);
        request.put("sampleSize", 60);
        request.put("rounds", 2);
        request.put("curriculum", Map.of());
        request.put("training", Map.of("epochs", "2", "imgsz", "160"));
        return openCampaign(request);
    }

    /** Draws frames of a season and labels them. */
    private String countSeason(String base, Map<UUID, List<LabelledBox>> gate) throws Exception {
        String season = selector.post(
                        "/api/seasons", Map.of("name", "Autumn run", "modelId", base, "streams", List.of("lower-gate")))
                .at("/season/id")
                .asText();
        selector.post("/api/seasons/" + season + "/draws", Map.of("draws", 90));
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            JsonNode queue = selector.get("/api/label-queue?limit=1000&season=" + season);
            label(queue, gate);
            return queue.path("open").asInt() == 0;
        });
        return season;
    }

    /** Labels frames until all campaigns have trained so often; false if that takes too long. */
    private boolean labelUntilTrained(
            Map<UUID, List<LabelledBox>> known, List<String> campaigns, int trainings, Duration limit)
            throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline) {
            label(selector.get("/api/label-queue"), known);
            boolean trained = true;
            for (String id : campaigns) {
                trained &= curveSize(id) >= trainings;
            }
            if (trained) {
                return true;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        return false;
    }

    private int curveSize(String id) throws Exception {
        return selector.get("/api/campaigns/" + id).path("curve").size();
    }

    /** Labels open frames with their true boxes; those of the last round stay open. */
    private void label(JsonNode queue, Map<UUID, List<LabelledBox>> known) throws Exception {
        Map<UUID, List<LabelledBox>> labels = new HashMap<>();
        for (JsonNode frame : queue.path("frames")) {
            UUID id = UUID.fromString(frame.at("/frame/frameId").asText());
            if (frame.at("/requests/0/round").asInt() < 2) {
                labels.put(id, known.getOrDefault(id, List.of()));
            }
        }
        if (!labels.isEmpty()) {
            new FrameUploader(ingest).label(labels, "ecologist");
        }
    }

    /**
     * A person labels 60 frames of a data set in YOLO format that {@code -Dnerest.session=DIR} names, a campaign trains on them, and
     * the model is made live. Prints the operations of the person.
     */
    @Test
    @Order(12)
    @EnabledIfSystemProperty(named = "nerest.session", matches = ".+")
    void sixtyFramesAreLabelledFromTheQueueToALiveModel() throws Exception {
        String base =
                selector.get("/api/campaigns/" + campaign).path("baseModelId").asText();
        cancelCampaign();
        DemoData data = DatasetDemoData.read(Path.of(System.getProperty("nerest.session"), "data.yaml"));
        Map<UUID, List<LabelledBox>> truth = send("session", data.stream().subList(0, 60));
        new FrameUploader(ingest).label(send("session-val", data.validation().subList(0, 30)), "validation");
        String replay = selector.post("/api/replays", Map.of("modelId", base, "streams", List.of("session")))
                .at("/replay/id")
                .asText();
        await().atMost(PATIENCE)
                .until(() -> selector.get("/api/replays/" + replay)
                                .at("/progress/scored")
                                .asInt()
                        == truth.size());
        String session = openCampaign(Map.of(
                "name",
                "session",
                "streams",
                List.of("session"),
                "validation",
                Map.of("streams", List.of("session-val")),
                "initial",
                truth.size(),
                "rounds",
                0,
                "training",
                Map.of("epochs", "3", "imgsz", "320")));
        await().atMost(PATIENCE)
                .until(() -> selector.get("/api/label-queue").path("open").asInt() == truth.size());

        try (ConsoleVisitor visitor = visitor("anna", "OPERATOR", "en")) {
            visitor.open("/label");
            LabellingSession work = new LabellingSession(visitor);
            String frame = visitor.frameInHand();
            for (int i = 0; i < truth.size(); i++) {
                work.label(truth.get(UUID.fromString(frame)));
                if (i < truth.size() - 1) {
                    frame = visitor.nextFrame(frame);
                }
            }
            visitor.untilAllIsSaved();
            System.out.println(work.table());
            await().atMost(Duration.ofMinutes(20)).until(() -> curveSize(session) == 1);
            String model = selector.get("/api/campaigns/" + session)
                    .at("/rounds/0/modelId")
                    .asText();
            visitor.openAndWait("models");
            if (visitor.page()
                            .locator("[data-model='" + model + "'] .tag.good >> text=live")
                            .count()
                    == 0) {
                visitor.page().locator("[data-model='" + model + "'] button").click();
                visitor.page().fill("dialog input", model);
                visitor.page().locator("dialog button").first().click();
            }
            await().atMost(PATIENCE)
                    .until(() -> new RestClient(
                                    stack.endpoints().service("trainer"),
                                    stack.endpoints().accessToken())
                            .get("/api/models/live")
                            .path("modelId")
                            .asText()
                            .equals(model));
        }
        for (UUID id : truth.keySet()) {
            assertThat(ingest.get("/api/frames/" + id + "/labels")).hasSize(1);
        }
    }

    /** Ends the campaign over all frames, so that the queue has the frames of one test. */
    private void cancelCampaign() throws Exception {
        String path = "/api/campaigns/" + campaign;
        if (!selector.get(path).path("state").asText().equals("CANCELLED")) {
            selector.post(path + "/cancel", Map.of());
        }
    }

    private Map<UUID, List<LabelledBox>> send(String stream, List<DemoFrame> frames) throws Exception {
        FrameUploader uploader = new FrameUploader(ingest);
        uploader.registerStream(stream);
        Map<UUID, List<LabelledBox>> sent = new HashMap<>();
        List<Upload> uploads = uploader.send(frames.stream()
                .map(frame -> new DemoFrame(frame.name(), stream, frame.capturedAt(), frame.image(), frame.truth()))
                .toList());
        for (int i = 0; i < uploads.size(); i++) {
            List<LabelledBox> boxes = frames.get(i).truth();
            uploads.get(i)
                    .match(
                            accepted -> sent.put(accepted.frameId(), boxes) == null,
                            rejected -> false,
                            inBucket -> false);
        }
        assertThat(sent).hasSameSizeAs(frames);
        return sent;
    }

    /** Opens a campaign as soon as the selector knows its frames and labels. */
    private String openCampaign(Map<String, Object> request) {
        return await().ignoreExceptions()
                .atMost(PATIENCE)
                .until(() -> selector.post("/api/campaigns", request).path("id").asText(), id -> !id.isEmpty());
    }

    @Test
    @Order(2)
    void twoHundredFramesAreLabelledOnARussianLayoutOverTwoKillsAndANetworkCut() throws Exception {
        try (ConsoleVisitor visitor = visitor("anna", "LABELLER", "ru")) {
            visitor.open("/label");
            Set<String> labelled = new LinkedHashSet<>();
            String frame = visitor.frameInHand();
            for (int i = 0; i < SESSION_FRAMES; i++) {
                if (i == 60) {
                    kill("console");
                } else if (i == 120) {
                    kill("ingest");
                } else if (i == 90) {
                    visitor.untilLoaded(10);
                    visitor.setOffline(true);
                } else if (i == 95) {
                    visitor.setOffline(false);
                }
                assertThat(labelled.add(frame))
                        .as("frame %s was shown twice", frame)
                        .isTrue();
                if (i % 2 == 0) {
                    visitor.press("KeyE", "у");
                } else {
                    visitor.press("KeyB", "и");
                    visitor.press("Space", " ");
                }
                frame = visitor.nextFrame(frame);
            }
            visitor.untilAllIsSaved();

            Map<Integer, Integer> byRevisions = new HashMap<>();
            Map<String, Integer> origins = new HashMap<>();
            for (String id : labelled) {
                JsonNode labels = ingest.get("/api/frames/" + id + "/labels");
                byRevisions.merge(labels.size(), 1, Integer::sum);
                assertThat(labels.path(0).path("author").asText()).isEqualTo("anna");
                origins.merge(labels.path(0).path("effort").path("origin").asText(), 1, Integer::sum);
            }
            assertThat(byRevisions).as("labels by number of revisions").isEqualTo(Map.of(1, SESSION_FRAMES));
            assertThat(origins.get("EMPTY")).isEqualTo(SESSION_FRAMES / 2);
            List<Double> next =
                    visitor.measures("nerest.next-frame").stream().sorted().toList();
            double p95 = next.get((int) (next.size() * 0.95));
            System.out.printf(
                    "key to next frame: %d measured, median %.0f ms, p95 %.0f ms%n",
                    next.size(), next.get(next.size() / 2), p95);
            // The outages are among these frames, and a busy machine slows them down several times: docs/console.md
            // has the figures, and this limit only finds a page that hangs.
            assertThat(next.get(next.size() / 2))
                    .as("milliseconds from the key to the next frame, median")
                    .isLessThan(NEXT_FRAME_LIMIT_MILLIS);
        }
    }

    private void kill(String part) {
        stack.supervisor().parts().stream()
                .filter(process -> process.name().equals(part))
                .forEach(process -> process.handle().destroyForcibly());
    }

    @Test
    @Order(3)
    void twoAnnotatorsNeverReceiveTheSameFrame() {
        Set<String> shown = new HashSet<>();
        try (ConsoleVisitor boris = visitor("boris", "LABELLER", "en");
                ConsoleVisitor vera = visitor("vera", "LABELLER", "en")) {
            boris.open("/label");
            vera.open("/label");
            String ofBoris = boris.frameInHand();
            String ofVera = vera.frameInHand();
            for (int i = 0; i < 8; i++) {
                assertThat(shown.add(ofBoris)).isTrue();
                assertThat(shown.add(ofVera)).isTrue();
                boris.press("KeyE", "e");
                vera.press("KeyE", "e");
                ofBoris = boris.nextFrame(ofBoris);
                ofVera = vera.nextFrame(ofVera);
            }
            boris.untilAllIsSaved();
            vera.untilAllIsSaved();
        }
    }

    @Test
    @Order(4)
    void aConflictShowsBothLabelsAndLosesNone() throws Exception {
        try (ConsoleVisitor visitor = visitor("galina", "LABELLER", "en")) {
            visitor.open("/label");
            String frame = visitor.frameInHand();
            ingest.post("/api/frames/" + frame + "/labels", Map.of("author", HOSTILE, "boxes", List.of()));
            visitor.press("KeyB", "b");
            visitor.press("Space", " ");
            visitor.page().waitForSelector(".conflict");
            assertThat(visitor.page().locator(".conflict figcaption").allTextContents())
                    .containsExactly(HOSTILE, "your label");
            assertThat(visitor.page().evaluate("() => window.attacked")).isNull();
            visitor.page().locator(".conflict button").nth(1).click();
            visitor.untilAllIsSaved();
            await().atMost(PATIENCE)
                    .until(() -> ingest.get("/api/frames/" + frame + "/labels").size() == 2);
            assertThat(ingest.get("/api/frames/" + frame + "/labels").findValuesAsText("author"))
                    .containsExactly("galina", HOSTILE);
        }
    }

    @Test
    @Order(5)
    void aBoxIsDrawnByTwoClicksUndoneAndRedoneAndSurvivesAReload() {
        try (ConsoleVisitor visitor = visitor("dina", "LABELLER", "en")) {
            visitor.open("/label");
            String frame = visitor.frameInHand();
            Page page = visitor.page();
            int before = page.locator("g.box").count();
            var area = page.locator("svg.boxes").boundingBox();
            page.mouse().click(area.x + 20, area.y + 20);
            page.mouse().click(area.x + 120, area.y + 90);
            page.waitForFunction("n => document.querySelectorAll('g.box').length === n", before + 1);
            visitor.press("KeyZ", "z");
            page.waitForFunction("n => document.querySelectorAll('g.box').length === n", before);
            page.keyboard().press("Shift+KeyZ");
            page.waitForFunction("n => document.querySelectorAll('g.box').length === n", before + 1);

            page.reload();
            assertThat(visitor.frameInHand()).isEqualTo(frame);
            page.waitForFunction("n => document.querySelectorAll('g.box').length === n", before + 1);
            page.keyboard().press("Tab");
            assertThat(page.evaluate("() => document.activeElement.classList.contains('box')"))
                    .isEqualTo(true);
            visitor.requireNoErrors();
        }
    }

    @Test
    @Order(6)
    void aFrameIsSeenOnTheStreamsPageWithinASecondOfItsUpload() throws Exception {
        try (ConsoleVisitor visitor = visitor("egor", "VIEWER", "en")) {
            visitor.open("/streams");
            String count = "() => document.querySelector(\"[data-stream='late'] dd:nth-of-type(4)\")?.textContent";
            new FrameUploader(ingest).registerStream("late");
            StreamRenderer camera = new StreamRenderer(RenderedCameras.camera(2, 0), new FrameFormat(160, 96, 88), 1);
            List<Long> millis = new ArrayList<>();
            visitor.page().waitForSelector("[data-stream='river']");
            for (int i = 0; i < 10; i++) {
                RenderedFrame frame = camera.frame(i);
                byte[] jpeg = frame.jpeg();
                new FrameUploader(ingest)
                        .send(List.of(
                                new DemoFrame(frame.fileName(), "late", frame.capturedAt(), () -> jpeg, List.of())));
                long sent = System.nanoTime();
                visitor.page().waitForFunction("n => (" + count + ")() === String(n)", i + 1);
                millis.add((System.nanoTime() - sent) / 1_000_000);
            }
            System.out.println("frame posted to seen on Streams, ms: " + millis);
            // docs/console.md has the figures of a quiet machine; this limit finds a page that waits for its next poll.
            assertThat(millis.stream().sorted().toList().get(8)).isLessThan(10_000L);
        }
    }

    private HttpResponse<String> send(String method, String path, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(console + path)).method(method, HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String cookie(String name, String role) throws Exception {
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(login(name, role)).build(), HttpResponse.BodyHandlers.ofString());
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).containsIgnoringCase("HttpOnly").contains("SameSite=Strict");
        return cookie.substring(0, cookie.indexOf(';'));
    }

    @Test
    @Order(7)
    void attacksAreRefused() throws Exception {
        String operator = cookie("operator", "OPERATOR");
        String viewer = cookie("viewer", "VIEWER");
        String labeller = cookie("labeller", "LABELLER");
        String marker = "X-Nerest-Console";
        Map<String, String> page = Map.of("Cookie", operator, marker, "page");
        String pause = "/api/selector/campaigns/" + campaign + "/pause";

        assertThat(send("GET", "/api/session", Map.of()).statusCode()).isEqualTo(401);
        assertThat(send("GET", "/api/session", Map.of("Cookie", operator + "x")).statusCode())
                .isEqualTo(401);
        assertThat(send("GET", "/api/session", page).statusCode()).isEqualTo(200);
        // A login address works once.
        URI once = login("once", "VIEWER");
        HttpRequest use = HttpRequest.newBuilder(once).build();
        assertThat(http.send(use, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(303);
        assertThat(http.send(use, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
        // Forged requests of other sites.
        assertThat(send("POST", pause, Map.of("Cookie", operator)).statusCode()).isEqualTo(403);
        assertThat(send("POST", pause, Map.of("Cookie", operator, marker, "x", "Origin", "http://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("POST", pause, Map.of("Cookie", operator, marker, "x", "Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(403);
        // Roles.
        String frame = UUID.randomUUID().toString();
        List<String> ofLabellers = List.of(
                "/api/label/next",
                "/api/label/release",
                "/api/label/frames/" + frame,
                "/api/label/frames/" + frame + "/skip",
                "/api/audit/verdicts",
                "/api/selector/seasons",
                "/api/selector/seasons/" + frame + "/draws");
        List<String> ofOperators = List.of(
                pause,
                "/api/selector/campaigns",
                "/api/selector/campaigns/" + campaign + "/cancel",
                "/api/selector/campaigns/" + campaign + "/clone",
                "/api/selector/dead-letters/x-0-0/resend",
                "/api/selector/dead-letters/x-0-0/drop",
                "/api/ingest/frames",
                "/api/trainer/models/m/promote");
        for (String path :
                Stream.concat(ofLabellers.stream(), ofOperators.stream()).toList()) {
            assertThat(send("POST", path, Map.of("Cookie", viewer, marker, "x")).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        for (String path : ofOperators) {
            assertThat(send("POST", path, Map.of("Cookie", labeller, marker, "x"))
                            .statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        // Paths that leave what the rules name.
        for (String path : List.of(
                "/api/ingest/frames/../streams",
                "/api/ingest/frames/%2e%2e/image",
                "/api/ingest/frames/..%2f..%2fq%2fhealth/image",
                "/api/trainer/models/../../q/health/weights",
                "/api/trainer/models/..",
                "/api/ingest/labels",
                "/api/scoring/anything",
                "/static/../application.properties")) {
            assertThat(send("GET", path, page).statusCode()).as(path).isIn(400, 404);
        }
        // Another host name: DNS rebinding. Java's client does not let a test set the header, so a socket does.
        try (var socket = new Socket("localhost", console.getPort())) {
            socket.getOutputStream()
                    .write(("GET /api/session HTTP/1.1\r\nHost: evil.example\r\nCookie: " + operator
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 421");
        }
        assertThat(send("GET", "/", Map.of()).headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy -> assertThat(policy).contains("frame-ancestors 'none'", "script-src 'self'"));
    }

    @Test
    @Order(7)
    void tokensOfAnIdentityProviderGiveRolesAndReachTheServices() throws Exception {
        Duration hour = Duration.ofHours(1);
        Map<String, String> ecologist = bearer(provider.token("nina", "ecologist", hour));
        Map<String, String> engineer = bearer(provider.token("oleg", "engineer", hour));
        HttpResponse<String> session = send("GET", "/api/session", ecologist);
        assertThat(session.statusCode()).isEqualTo(200);
        assertThat(session.body()).contains("\"nina\"", "\"LABELLER\"");
        assertThat(send("GET", "/api/ingest/frames?limit=1", ecologist).statusCode())
                .isEqualTo(200);
        String pause = "/api/selector/campaigns/" + campaign + "/pause";
        assertThat(send("POST", pause, ecologist).statusCode()).isEqualTo(403);
        // The console lets engineers through as operators; the selector knows better.
        assertThat(send("GET", "/api/selector/campaigns", engineer).statusCode())
                .isEqualTo(200);
        HttpResponse<String> letters = send("GET", "/api/selector/dead-letters", engineer);
        assertThat(letters.statusCode()).isEqualTo(403);
        for (String invalid : List.of(
                "nonsense",
                provider.token("nina", "ecologist", Duration.ofMinutes(-5)),
                provider.token("cam", "camera", hour),
                ProviderKey.generate().token("nina", "operator", hour))) {
            assertThat(send("GET", "/api/session", bearer(invalid)).statusCode())
                    .as(invalid)
                    .isEqualTo(401);
        }
        // A token gives no right to requests from another site.
        assertThat(send("POST", "/api/label/next", Map.of("Authorization", ecologist.get("Authorization")))
                        .statusCode())
                .isEqualTo(403);
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token, "X-Nerest-Console", "page");
    }

    @Test
    @Order(8)
    void aClientThatOpensManyEventStreamsIsRefused() throws Exception {
        String cookie = cookie("flood", "VIEWER");
        List<Integer> answers = new ArrayList<>();
        List<InputStream> open = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            HttpResponse<InputStream> answer = http.send(
                    HttpRequest.newBuilder(URI.create(console + "/api/events"))
                            .header("Cookie", cookie)
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            answers.add(answer.statusCode());
            open.add(answer.body());
        }
        for (InputStream stream : open) {
            stream.close();
        }
        assertThat(answers.stream().filter(code -> code == 200)).hasSize(12);
        assertThat(answers.stream().filter(code -> code == 429)).hasSize(8);
    }

    @Test
    @Order(9)
    void theScriptsAreSmall() throws Exception {
        Map<String, Long> sizes = new LinkedHashMap<>();
        try (ConsoleVisitor visitor = visitor("sizes", "OPERATOR", "en")) {
            Map<String, Long> seen = new LinkedHashMap<>();
            visitor.page().onResponse(response -> {
                if (response.url().contains("/static/bundle/") && response.url().endsWith(".js")) {
                    seen.computeIfAbsent(response.url(), this::gzippedSize);
                }
            });
            for (String path : List.of(
                    "streams",
                    "label",
                    "audit",
                    "campaigns",
                    "compare",
                    "models",
                    "frames",
                    "map",
                    "season",
                    "operations")) {
                visitor.open("/" + path);
                visitor.page()
                        .waitForSelector(
                                "h1, h2", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED));
                sizes.put(
                        path, seen.values().stream().mapToLong(Long::longValue).sum());
            }
        }
        System.out.println("scripts after gzip, bytes, sum over the pages opened so far: " + sizes);
        assertThat(sizes.get("streams")).isLessThan(40_000L);
        assertThat(sizes.get("label")).isLessThan(60_000L);
        assertThat(sizes.get("operations")).isLessThan(150_000L);
    }

    @Test
    @Order(10)
    void aHundredThousandPointsAreDrawnInAFrame() {
        try (ConsoleVisitor visitor = visitor("zoya", "VIEWER", "en")) {
            visitor.open("/map");
            visitor.page().waitForSelector(".map-window canvas");
            for (int points : List.of(100_000, 1_000_000)) {
                Object millis = visitor.page().evaluate("""
                        count => { const map = document.querySelector('nerest-map');
                          const values = () => Float32Array.from({length: count}, Math.random);
                          map.show({modelId: 'm', streams: ['s'], frameIds: new Array(count).fill('x'),
                            stream: new Uint8Array(count), x: values(), y: values(), labelled: [], confidence: []});
                          const times = [];
                          for (let i = 0; i < 40; i++) times.push(map.draw());
                          return times.sort((a, b) => a - b)[20]; }""", points);
                double median = ((Number) millis).doubleValue();
                System.out.printf("map of %,d points: median %.1f ms of script a frame%n", points, median);
                assertThat(median).isLessThan(points == 100_000 ? 200 : 2_000);
            }
        }
    }

    /** The answer is made up: nobody has a million frames in a test. The page and its pictures are real. */
    @Test
    @Order(10)
    void aGridOfAMillionFramesHasFewElements() throws Exception {
        JsonNode frame = ingest.get("/api/frames?limit=1").at("/frames/0");
        try (ConsoleVisitor visitor = visitor("ivan", "VIEWER", "en")) {
            Page page = visitor.page();
            page.route(
                    "**/api/ingest/frames?*",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("application/json")
                            .setBody("{\"total\":1000000,\"frames\":["
                                    + String.join(",", Collections.nCopies(120, frame.toString())) + "]}")));
            visitor.openAndWait("frames");
            page.waitForSelector(".grid-row img");
            page.evaluate("""
                    () => { window.longest = 0;
                      new PerformanceObserver(list => list.getEntries().forEach(entry =>
                        window.longest = Math.max(window.longest, entry.duration))).observe({type: 'longtask'}); }""");
            for (int step = 1; step <= 20; step++) {
                page.evaluate(
                        "share => { const grid = document.querySelector('.grid-window');"
                                + " grid.scrollTop = grid.scrollHeight * share }",
                        step / 20.0);
                page.waitForTimeout(50);
            }
            page.waitForFunction("() => document.querySelectorAll('.grid-row').length > 5");
            int nodes = ((Number) page.evaluate("() => document.querySelectorAll('.grid-row, .grid-row *').length"))
                    .intValue();
            System.out.printf(
                    "grid of 1,000,000 frames: %d elements of rows, longest task %s ms%n",
                    nodes, page.evaluate("() => window.longest"));
            assertThat(nodes).isBetween(30, 300);
        }
    }

    private long gzippedSize(String url) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            HttpResponse<byte[]> script =
                    http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(script.body());
            }
            return out.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
