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
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** A campaign, driven from outside: opened over HTTP, carried forward by the engine, answered by the world. */
final class CampaignDriver {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SelectorFixture world;
    private final CampaignEngine engine;

    CampaignDriver(SelectorFixture world, CampaignEngine engine) {
        this.world = world;
        this.engine = engine;
    }

    UUID open(String json) {
        return UUID.fromString(given().contentType("application/json")
                .body(json.replace('\'', '"'))
                .post("/api/campaigns")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
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
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            engine.lookAfterAll();
            return condition.getAsBoolean();
        });
    }

    /** Waits without carrying any campaign forward. */
    void awaitOnly(BooleanSupplier condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition::getAsBoolean);
    }

    void awaitKnown(String stream, int labelled) {
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

    /** How many frames of a camera people have labelled, as the selector knows. */
    int labelled(String stream) {
        return given().get("/api/pool").jsonPath().getInt("streams.find { it.streamId == '" + stream + "' }.labelled");
    }

    /** What the selector knows of a camera. */
    void untilKnown(String stream, int frames, int labelled) {
        until(() -> {
            JsonPath pool = given().get("/api/pool").jsonPath();
            Integer has = pool.get("streams.find { it.streamId == '" + stream + "' }?.frames");
            Integer labels = pool.get("streams.find { it.streamId == '" + stream + "' }?.labelled");
            return has != null && has >= frames && labels != null && labels >= labelled;
        });
    }

    /** A camera and its frames, known to the selector. */
    List<FrameRef> camera(String stream, int frames) {
        List<FrameRef> sent = world.cameraSends(stream, frames);
        untilKnown(stream, frames, 0);
        return sent;
    }

    /** A camera whose frames all have labels. */
    List<FrameRef> labelledCamera(String stream, int frames) {
        List<FrameRef> sent = world.cameraSends(stream, frames);
        world.peopleLabel(sent);
        untilKnown(stream, frames, frames);
        return sent;
    }

    void base(String modelId) {
        world.publishBase(modelId);
        until(() -> given().contentType("application/json")
                .body("{\"name\":\"probe\",\"baseModelId\":\"" + modelId
                        + "\",\"validation\":{\"streams\":[\"no such camera\"]}}")
                .post("/api/campaigns")
                .asString()
                .contains("no such camera"));
    }

    void answerScores(UUID id, int round) {
        until(() -> !world.scoringRequestsOf(id, round).isEmpty());
        world.scoringRequestsOf(id, round).forEach(world::scoringAnswers);
    }

    List<FrameRef> batch(UUID id, int round, BatchKind kind) {
        until(() -> !world.batchesOf(id, round, kind).isEmpty());
        return frames(world.batchesOf(id, round, kind));
    }

    private static List<FrameRef> frames(List<BatchSelected> batches) {
        return batches.stream()
                .flatMap(batch -> batch.frames().stream())
                .map(BatchSelected.SelectedFrame::frame)
                .toList();
    }

    List<FrameRef> labelBatch(UUID id, int round) {
        List<FrameRef> batch = world.batchesOf(id, round, BatchKind.LABEL).isEmpty()
                ? batch(id, round, BatchKind.LABEL)
                : frames(world.batchesOf(id, round, BatchKind.LABEL));
        world.peopleLabel(batch);
        return batch;
    }

    TrainingRequested training(UUID id, int round) {
        until(() -> !world.trainingRequestsOf(id, round).isEmpty());
        return world.trainingRequestsOf(id, round).get(0);
    }

    TrainingRequested train(UUID id, int round) {
        TrainingRequested request = training(id, round);
        world.trained(request);
        untilRound(id, round, "TRAINED");
        return request;
    }
}
