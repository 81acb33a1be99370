package io.nerest.standalone.demo;

import static io.nerest.standalone.demo.ConsoleStack.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import io.nerest.standalone.stack.Installation;
import io.nerest.vision.box.LabelledBox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** What people do with the console in a browser, from the first click to the result in the services. */
final class ConsoleTasks {
    /** Frames that the session labels in each of its two rounds. */
    private static final int ROUND = 30;

    private static final Duration TRAINING = Duration.ofMinutes(20);

    private final ConsoleStack stack;
    private final RestClient ingest;
    private final RestClient selector;

    ConsoleTasks(ConsoleStack stack) {
        this.stack = stack;
        this.ingest = stack.ingest();
        this.selector = stack.selector();
    }

    /**
     * Labels 60 frames of {@code -Dnerest.session} in two rounds, makes the model that is trained on them live, and prints the
     * operations. The streams, the campaign and the queue are its own, so that other campaigns of the stack do not disturb it.
     */
    void labelSixtyFramesAndPromoteTheirModel() throws Exception {
        String base = selector.get("/api/campaigns/" + stack.campaign())
                .path("baseModelId")
                .asText();
        DemoData data = DatasetDemoData.read(Path.of(System.getProperty("nerest.session"), "data.yaml"));
        Map<UUID, List<LabelledBox>> truth = stack.send("session", spread(data.stream(), 2 * ROUND));
        new FrameUploader(ingest).label(stack.send("session-val", spread(data.validation(), ROUND)), "validation");
        String replay = selector.post("/api/replays", Map.of("modelId", base, "streams", List.of("session")))
                .at("/replay/id")
                .asText();
        await().atMost(PATIENCE)
                .until(() -> selector.get("/api/replays/" + replay)
                                .at("/progress/scored")
                                .asInt()
                        == truth.size());
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("name", "session");
        request.put("streams", List.of("session"));
        request.put("validation", Map.of("streams", List.of("session-val")));
        request.put("initial", ROUND);
        request.put("batchSize", ROUND);
        request.put("rounds", 1);
        // The person decides which model becomes live.
        request.put("promotes", false);
        request.put("training", Map.of("epochs", "8", "imgsz", "320"));
        String session = stack.openCampaign(request);

        try (ConsoleVisitor visitor = stack.visitor("anna", "OPERATOR", "en")) {
            LabellingSession first = new LabellingSession(visitor, "first round, boxes suggested by the base model");
            labelRound(visitor, session, first, truth);
            LabellingSession second =
                    new LabellingSession(visitor, "second round, boxes suggested by the model of the first round");
            await().atMost(TRAINING).until(() -> stack.curveSize(session) == 1);
            labelRound(visitor, session, second, truth);
            LabellingSession both = new LabellingSession(visitor, "both rounds");
            both.add(first);
            both.add(second);
            List.of(first, second, both).forEach(one -> System.out.println(one.table()));
            await().atMost(TRAINING).until(() -> stack.curveSize(session) == 2);
            JsonNode trained = selector.get("/api/campaigns/" + session);
            System.out.println("learning curve: " + trained.path("curve"));
            String model = trained.at("/rounds/1/modelId").asText();
            visitor.openAndWait("models");
            visitor.page().locator("[data-model='" + model + "'] button").click();
            visitor.page().fill("dialog input", model);
            visitor.page().locator("dialog button").first().click();
            visitor.page().waitForSelector("[data-model='" + model + "'] .tag.good >> text=live");
            assertThat(stack.client("trainer")
                            .get("/api/models/live")
                            .path("modelId")
                            .asText())
                    .isEqualTo(model);
            visitor.requireNoErrors();
        }
        new ConsoleTrainingPages(stack).requireImagesCamerasAndOverlap(session, true);
        for (UUID id : truth.keySet()) {
            assertThat(ingest.get("/api/frames/" + id + "/labels")).hasSize(1);
        }
    }

    /** Takes so many frames at equal distances, so that they are like all. */
    private static List<DemoFrame> spread(List<DemoFrame> frames, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> frames.get((int) ((long) i * frames.size() / count)))
                .toList();
    }

    /** Labels all frames of a round of a campaign, as soon as its batch is there. */
    private void labelRound(
            ConsoleVisitor visitor, String campaign, LabellingSession work, Map<UUID, List<LabelledBox>> truth) {
        await().atMost(PATIENCE)
                .until(() -> selector.get("/api/label-queue?campaign=" + campaign)
                                .path("open")
                                .asInt()
                        == ROUND);
        visitor.open("/label?campaign=" + campaign);
        String frame = visitor.frameInHand();
        for (int i = 0; i < ROUND; i++) {
            work.label(truth.get(UUID.fromString(frame)));
            if (i < ROUND - 1) {
                frame = visitor.nextFrame(frame);
            }
        }
        visitor.untilAllIsSaved();
    }

    /** Holds the keys of neighbours, motion and hidden boxes, changes the contrast, and copies the boxes of the previous frame. */
    void useHeldKeysAndCopyBoxes() throws Exception {
        try (ConsoleVisitor visitor = stack.visitor("zina", "LABELLER", "en")) {
            visitor.open("/label");
            String frame = visitor.frameInHand();
            Page page = visitor.page();
            JsonNode before =
                    ingest.get("/api/frames/" + frame + "/neighbours?count=1").path("before");
            if (before.isEmpty()) {
                // The first frame of the camera.
                visitor.press("KeyE", "e");
                frame = visitor.nextFrame(frame);
                before = ingest.get("/api/frames/" + frame + "/neighbours?count=1")
                        .path("before");
            }
            String overlay = "shown => (document.querySelector('nerest-stage').overlay !== undefined) === shown";
            for (String key : List.of("KeyV", "KeyD")) {
                page.keyboard().down(key);
                page.waitForFunction(overlay, true);
                page.keyboard().up(key);
                page.waitForFunction(overlay, false);
            }
            visitor.press("KeyB", "b");
            page.waitForSelector("g.box");
            page.keyboard().down("KeyH");
            page.waitForFunction("() => !document.querySelector('g.box')");
            page.keyboard().up("KeyH");
            page.waitForSelector("g.box");
            visitor.press("KeyC", "c");
            page.waitForFunction("() => document.querySelector('.stage canvas').style.filter.includes('contrast')");
            int boxes = page.locator("g.box").count();
            ingest.post(
                    "/api/frames/" + before.path(0).path("id").asText() + "/labels",
                    Map.of(
                            "author",
                            "anna",
                            "boxes",
                            List.of(Map.of("classId", 0, "cx", 0.3, "cy", 0.3, "w", 0.1, "h", 0.1))));
            visitor.press("KeyR", "r");
            page.waitForFunction("n => document.querySelectorAll('g.box').length === n", boxes + 1);
            visitor.requireNoErrors();
        }
    }

    /** Labels a frame that no campaign requests, and downloads labels and weights in all formats. */
    void labelAChosenFrameAndDownload() throws Exception {
        try (ConsoleVisitor visitor = stack.visitor("lena", "OPERATOR", "en")) {
            Page page = visitor.page();
            visitor.openAndWait("frames?stream=river-val");
            page.locator("text=Choose frames").click();
            page.locator(".grid-row button").first().click();
            page.locator("button[data-label]").click();
            String path = "/api/frames/" + visitor.frameInHand() + "/labels";
            int revisions = ingest.get(path).size();
            visitor.press("KeyE", "e");
            page.waitForSelector("text=The chosen frames are labelled");
            visitor.untilAllIsSaved();
            JsonNode labels = ingest.get(path);
            assertThat(labels).hasSize(revisions + 1);
            assertThat(labels.path(0).path("author").asText()).isEqualTo("lena");
            assertThat(labels.path(0).path("boxes")).isEmpty();

            visitor.openAndWait("frames?stream=river-val");
            Download zip = page.waitForDownload(
                    () -> page.locator("text=Download labels").click());
            assertThat(zip.suggestedFilename()).isEqualTo("labels-yolo.zip");
            visitor.openAndWait("models");
            page.locator("[data-model] summary").first().click();
            for (String format : List.of("safetensors", "ONNX", "TorchScript", "PyTorch")) {
                Download weights = page.waitForDownload(() ->
                        page.locator("[data-model] a >> text=" + format).first().click());
                assertThat(Files.size(weights.path())).as(format).isGreaterThan(1_000_000);
            }
            visitor.openAndWait("streams");
            page.waitForSelector("[data-stream='river'] >> text=contrast");
            visitor.openAndWait("operations");
            page.waitForSelector("[data-services] >> text=GB free");
            visitor.requireNoErrors();
        }
    }

    /** Scores frames with two models that have the same weights, and compares them. */
    void compareTwoModels() throws Exception {
        stack.importModel(Installation.locate().baseCheckpoint());
        String base = selector.get("/api/campaigns/" + stack.campaign())
                .path("baseModelId")
                .asText();
        try (ConsoleVisitor visitor = stack.visitor("maxim", "OPERATOR", "en")) {
            Page page = visitor.page();
            visitor.openAndWait("compare");
            page.waitForSelector("nerest-model-pair select");
            page.locator("nerest-model-pair select").nth(0).selectOption(base);
            page.locator("nerest-model-pair select").nth(2).selectOption("river-val");
            page.locator("text=Score with both models").click();
            // The imported model has the weights of the base checkpoint.
            page.waitForSelector("nerest-model-pair [data-test='undecided']");
            assertThat(page.locator("nerest-model-pair [data-test] td.number").allTextContents())
                    .filteredOn(text -> text.equals("0"))
                    .as("frames that one model alone has right")
                    .hasSizeGreaterThanOrEqualTo(2);
            visitor.requireNoErrors();
        }
    }
}
