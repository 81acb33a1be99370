package io.nerest.standalone.demo;

import static io.nerest.standalone.demo.ConsoleStack.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.camera.RenderedCameras;
import io.nerest.simulator.stream.RenderedFrame;
import io.nerest.simulator.stream.StreamRenderer;
import io.nerest.vision.box.LabelledBox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Two campaigns with trained models and a counted season on one camera, for screenshots. */
final class ScreenshotSeason {
    private final ConsoleStack stack;
    private final RestClient ingest;
    private final RestClient selector;
    private String season = "";
    private String campaign = "";

    private ScreenshotSeason(ConsoleStack stack) {
        this.stack = stack;
        this.ingest = stack.ingest();
        this.selector = stack.selector();
    }

    /** Sends frames of three days, labels them, trains both campaigns and counts the season. */
    static ScreenshotSeason prepare(ConsoleStack stack) throws Exception {
        ScreenshotSeason prepared = new ScreenshotSeason(stack);
        prepared.prepare();
        return prepared;
    }

    /** Returns the id of the season. */
    String season() {
        return season;
    }

    /** Returns the id of one of the campaigns. */
    String campaign() {
        return campaign;
    }

    private void prepare() throws Exception {
        String base = selector.get("/api/campaigns/" + stack.campaign())
                .path("baseModelId")
                .asText();
        stack.cancelCampaign();
        Map<UUID, List<LabelledBox>> gate = sendGate();
        JsonNode replay = selector.post("/api/replays", Map.of("modelId", base, "streams", List.of("lower-gate")));
        String progress = "/api/replays/" + replay.at("/replay/id").asText();
        await().atMost(PATIENCE)
                .until(() -> selector.get(progress).at("/progress/scored").asInt() == gate.size());
        List<String> campaigns = new ArrayList<>();
        for (String strategy : List.of("least-confidence", "random")) {
            campaigns.add(openGateCampaign(strategy));
        }
        campaign = campaigns.get(0);
        season = countSeason(base, gate);
        assertThat(labelUntilTrained(gate, campaigns, 1, Duration.ofMinutes(20)))
                .as("both campaigns have trained a model")
                .isTrue();
        // A second point makes better charts; a busy machine goes without.
        System.out.println(
                "both curves have two points: " + labelUntilTrained(gate, campaigns, 2, Duration.ofMinutes(4)));
        selector.post("/api/seasons/" + season + "/draws", Map.of("draws", 40));
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
            Map<UUID, List<LabelledBox>> sent = stack.send(stream, frames);
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
        return stack.openCampaign(request);
    }

    /** Draws frames of a season and labels them. */
    private String countSeason(String base, Map<UUID, List<LabelledBox>> gate) throws Exception {
        String counted = selector.post(
                        "/api/seasons", Map.of("name", "Autumn run", "modelId", base, "streams", List.of("lower-gate")))
                .at("/season/id")
                .asText();
        selector.post("/api/seasons/" + counted + "/draws", Map.of("draws", 90));
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            JsonNode queue = selector.get("/api/label-queue?limit=1000&season=" + counted);
            label(queue, gate);
            return queue.path("open").asInt() == 0;
        });
        return counted;
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
                trained &= stack.curveSize(id) >= trainings;
            }
            if (trained) {
                return true;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        return false;
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
}
