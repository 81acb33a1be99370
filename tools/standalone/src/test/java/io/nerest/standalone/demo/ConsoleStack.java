package io.nerest.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.camera.RenderedCameras;
import io.nerest.simulator.stream.RenderedFrame;
import io.nerest.simulator.stream.StreamRenderer;
import io.nerest.standalone.stack.ConsoleLogin;
import io.nerest.standalone.stack.Stack;
import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The stack of this process with a browser, and a campaign that requests the labels of all frames of one camera. */
final class ConsoleStack implements AutoCloseable {
    static final String STREAM = "river";
    static final int FRAMES = 260;
    static final Duration PATIENCE = Duration.ofMinutes(5);
    /** Of a stream, a campaign and an author; screenshots show a plain one. */
    static final String HOSTILE = System.getProperty("nerest.screenshots") != null
            ? "Upper gate"
            : "<img src=x onerror=\"window.attacked=1\"><script>window.attacked=1</script>";

    private final Stack stack;
    private final Chromium chromium;
    private final ConsoleLogin logins;
    private final ProviderKey provider;
    private final RestClient ingest;
    private final RestClient selector;
    private final String trainedCampaign;
    private String campaign = "";

    private ConsoleStack(ContinuedStack continued, Chromium chromium) throws IOException {
        this.stack = continued.stack();
        this.chromium = chromium;
        this.logins = ConsoleLogin.in(continued.dataDir());
        this.provider = continued.provider();
        this.trainedCampaign = continued.fixture().campaign().toString();
        this.ingest = client("ingest");
        this.selector = client("selector");
    }

    /**
     * Sends frames to the stack of this process and opens the campaign.
     *
     * @param executable of Chromium
     */
    static ConsoleStack open(Path executable) throws Exception {
        ConsoleStack opened = new ConsoleStack(ContinuedStack.get(), new Chromium(executable));
        try {
            JsonNode before = opened.selector.get("/api/pool");
            opened.sendFrames();
            opened.openCampaign(before);
            return opened;
        } catch (Exception e) {
            opened.close();
            throw e;
        }
    }

    URI console() {
        return stack.endpoints().service("console");
    }

    RestClient ingest() {
        return ingest;
    }

    RestClient selector() {
        return selector;
    }

    /** Returns a client of a service with the rights of all roles. */
    RestClient client(String service) {
        return new RestClient(
                stack.endpoints().service(service), stack.endpoints().accessToken());
    }

    /** Imports a model from a file. */
    void importModel(Path weights) {
        APIRequestContext requests = chromium.requests();
        APIResponse answer = requests.post(
                stack.endpoints().service("trainer").resolve("/api/models").toString(),
                RequestOptions.create()
                        .setHeader(
                                "Authorization", "Bearer " + stack.endpoints().accessToken())
                        .setMultipart(FormData.create().set("file", weights).set("classNames", "fish")));
        assertThat(answer.ok()).as(answer.text()).isTrue();
        requests.dispose();
    }

    /** Returns the key of the identity provider that the console trusts. */
    ProviderKey provider() {
        return provider;
    }

    /** Returns the id of a campaign that has trained models. */
    String trainedCampaign() {
        return trainedCampaign;
    }

    /** Returns the id of the campaign over all frames. */
    String campaign() {
        return campaign;
    }

    /** Returns an address that signs a person in once. */
    URI login(String name, String role) {
        return logins.address(console(), name, role);
    }

    ConsoleVisitor visitor(String name, String role, String locale) {
        return new ConsoleVisitor(chromium.browser(), login(name, role), locale);
    }

    void kill(String part) {
        stack.supervisor().parts().stream()
                .filter(process -> process.name().equals(part))
                .forEach(process -> process.handle().destroyForcibly());
    }

    /** Returns how many models a campaign has trained. */
    int curveSize(String id) throws Exception {
        return selector.get("/api/campaigns/" + id).path("curve").size();
    }

    /** Ends the campaign over all frames, so that the queue has the frames of one test. */
    void cancelCampaign() throws Exception {
        String path = "/api/campaigns/" + campaign;
        if (!selector.get(path).path("state").asText().equals("CANCELLED")) {
            selector.post(path + "/cancel", Map.of());
        }
    }

    /** Registers a stream and sends frames to it. */
    Map<UUID, List<LabelledBox>> send(String stream, List<DemoFrame> frames) throws Exception {
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

    /** Opens a campaign as soon as the selector has received its frames and labels. */
    String openCampaign(Map<String, Object> request) {
        return await().ignoreExceptions()
                .atMost(PATIENCE)
                .until(() -> selector.post("/api/campaigns", request).path("id").asText(), id -> !id.isEmpty());
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

    /** @param before the selector's pool before the frames were sent */
    private void openCampaign(JsonNode before) {
        await().atMost(PATIENCE).until(() -> {
            JsonNode pool = selector.get("/api/pool");
            return pool.path("frames").asInt() == before.path("frames").asInt() + FRAMES + 4
                    && pool.path("labelled").asInt() == before.path("labelled").asInt() + 4;
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
                .until(() -> selector.get("/api/label-queue?campaign=" + campaign)
                                .path("open")
                                .asInt()
                        == FRAMES);
    }

    @Override
    public void close() {
        chromium.close();
    }
}
