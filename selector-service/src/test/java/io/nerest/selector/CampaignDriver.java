package io.nerest.selector;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.BatchSelected;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.TrainingRequested;
import io.nerest.selector.engine.CampaignEngine;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Drives campaigns from outside: opens them over REST, advances them, and has the fixture answer. */
final class CampaignDriver {

    private static final Set<String> BASES = ConcurrentHashMap.newKeySet();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(20);

    private final SelectorFixture fixture;
    private final CampaignEngine engine;
    /** The campaigns of this test: those of other tests are not advanced. */
    private final List<UUID> opened = new ArrayList<>();

    CampaignDriver(SelectorFixture fixture, CampaignEngine engine) {
        this.fixture = fixture;
        this.engine = engine;
    }

    UUID open(String json) {
        UUID id = UUID.fromString(given().contentType("application/json")
                .body(json.replace('\'', '"'))
                .post("/api/campaigns")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
        opened.add(id);
        return id;
    }

    JsonPath campaign(UUID id) {
        return given().get("/api/campaigns/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    String state(UUID id) {
        return campaign(id).getString("state");
    }

    /** The state of the newest round; empty before the first. */
    String round(UUID id) {
        List<String> states = campaign(id).getList("rounds.state");
        return states.isEmpty() ? "" : states.get(states.size() - 1);
    }

    void until(BooleanSupplier condition) {
        await().atMost(LIMIT).pollInterval(POLL).until(() -> {
            opened.forEach(engine::advance);
            return condition.getAsBoolean();
        });
    }

    /** Waits without advancing any campaign. */
    void awaitOnly(BooleanSupplier condition) {
        await().atMost(LIMIT).pollInterval(POLL).until(condition::getAsBoolean);
    }

    void awaitLabels(String stream, int labelled) {
        awaitOnly(() -> {
            Integer labels = given().get("/api/pool")
                    .jsonPath()
                    .get("streams.find { it.streamId == '" + stream + "' }?.labelled");
            return labels != null && labels >= labelled;
        });
    }

    void untilRound(UUID id, int number, String state) {
        until(() -> {
            JsonPath campaign = campaign(id);
            List<String> states = campaign.getList("rounds.state");
            return states.size() > number && states.get(number).equals(state);
        });
    }

    /** Returns how many frames of a stream have labels that the selector has received. */
    int labelled(String stream) {
        return given().get("/api/pool").jsonPath().getInt("streams.find { it.streamId == '" + stream + "' }.labelled");
    }

    /** Waits until the selector has received frames and labels of a stream. */
    void untilReceived(String stream, int frames, int labelled) {
        until(() -> {
            JsonPath pool = given().get("/api/pool").jsonPath();
            Integer has = pool.get("streams.find { it.streamId == '" + stream + "' }?.frames");
            Integer labels = pool.get("streams.find { it.streamId == '" + stream + "' }?.labelled");
            return has != null && has >= frames && labels != null && labels >= labelled;
        });
    }

    /** Sends frames of a stream and waits until the selector has received them. */
    List<FrameRef> camera(String stream, int frames) {
        List<FrameRef> sent = fixture.cameraSends(stream, frames);
        untilReceived(stream, frames, 0);
        return sent;
    }

    /** Sends frames of a stream with their labels and waits until the selector has received them. */
    List<FrameRef> labelledCamera(String stream, int frames) {
        List<FrameRef> sent = fixture.cameraSends(stream, frames);
        fixture.label(sent);
        untilReceived(stream, frames, frames);
        return sent;
    }

    /** Publishes a base model, if that was not done before, and waits until the selector has received it. */
    void base(String modelId) {
        if (!BASES.add(modelId)) {
            return;
        }
        fixture.publishBase(modelId);
        awaitOnly(() -> given().contentType("application/json")
                .body("{\"name\":\"probe\",\"baseModelId\":\"" + modelId
                        + "\",\"validation\":{\"streams\":[\"no such stream\"]}}")
                .post("/api/campaigns")
                .asString()
                .contains("no such stream"));
    }

    void answerScores(UUID id, int round) {
        until(() -> !fixture.scoringRequestsOf(id, round).isEmpty());
        fixture.scoringRequestsOf(id, round).forEach(fixture::answer);
    }

    List<FrameRef> batch(UUID id, int round, BatchKind kind) {
        until(() -> !fixture.batchesOf(id, round, kind).isEmpty());
        return frames(fixture.batchesOf(id, round, kind));
    }

    private static List<FrameRef> frames(List<BatchSelected> batches) {
        return batches.stream()
                .flatMap(batch -> batch.frames().stream())
                .map(BatchSelected.SelectedFrame::frame)
                .toList();
    }

    List<FrameRef> labelBatch(UUID id, int round) {
        List<FrameRef> batch = fixture.batchesOf(id, round, BatchKind.LABEL).isEmpty()
                ? batch(id, round, BatchKind.LABEL)
                : frames(fixture.batchesOf(id, round, BatchKind.LABEL));
        fixture.label(batch);
        return batch;
    }

    TrainingRequested training(UUID id, int round) {
        until(() -> !fixture.trainingRequestsOf(id, round).isEmpty());
        return fixture.trainingRequestsOf(id, round).get(0);
    }

    TrainingRequested train(UUID id, int round) {
        TrainingRequested request = training(id, round);
        fixture.trained(request);
        untilRound(id, round, "TRAINED");
        return request;
    }
}
