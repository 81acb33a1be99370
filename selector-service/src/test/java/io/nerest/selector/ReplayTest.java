package io.nerest.selector;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.nerest.contracts.Embedding;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.ModelStatus;
import io.nerest.selector.pool.SelectorEvents;
import io.nerest.selector.replay.ReplayStep;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.nerest.vision.box.ScoredBox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class ReplayTest {
    @Inject
    DirectCampaigns direct;

    @Inject
    SelectorEvents events;

    @Inject
    ReplayStep step;

    private void score(FrameRef frame, String modelId, int fish) {
        List<ScoredBox> boxes = IntStream.range(0, fish)
                .mapToObj(i -> new ScoredBox(0, 0.9, 0.1 * i + 0.1, 0.5, 0.05, 0.05))
                .toList();
        QuarkusTransaction.requiringNew()
                .run(() -> events.score(new FrameScored(
                        frame.frameId(),
                        frame.streamId(),
                        modelId,
                        boxes,
                        new Embedding(new float[] {1}),
                        "pod",
                        1,
                        Instant.now())));
    }

    private String model(String name) {
        String id = name + "-" + UUID.randomUUID();
        events.model(SelectorFixture.model(id, ModelStatus.BASE, null, null));
        return id;
    }

    private static String start(String modelId, String stream, String share) {
        return given().contentType("application/json")
                .body("{\"modelId\":\"" + modelId + "\",\"streams\":[\"" + stream + "\"]" + share + "}")
                .post("/api/replays")
                .then()
                .statusCode(201)
                .extract()
                .path("replay.id");
    }

    private static int requested(String id) {
        return get("/api/replays/" + id).path("replay.requested");
    }

    private static String state(String id) {
        return get("/api/replays/" + id).path("replay.state");
    }

    @Test
    void historyIsRequestedPartByPartAndTheFramesWhoseCountDiffersAreListed() {
        String stream = "replay-" + UUID.randomUUID();
        List<FrameRef> frames = direct.camera(stream, 300);
        String before = model("before");
        String after = model("after");
        frames.subList(0, 20).forEach(frame -> score(frame, before, 1));
        score(frames.get(0), after, 1);

        String id = start(after, stream, "");
        step.advanceAll();
        step.advanceAll();

        assertThat(requested(id)).as("requested before the first scores arrive").isEqualTo(256);
        for (int i = 1; i < 257; i++) {
            score(frames.get(i), after, i == 7 ? 3 : 1);
        }
        step.advanceAll();
        assertThat(requested(id)).as("all but the one scored before").isEqualTo(299);
        for (int i = 257; i < 300; i++) {
            score(frames.get(i), after, 0);
        }
        step.advanceAll();
        assertThat(state(id)).isEqualTo("DONE");
        get("/api/replays/" + id).then().body("progress.frames", equalTo(300)).body("progress.scored", equalTo(300));

        get("/api/replays/" + id + "/changes?with=" + before)
                .then()
                .statusCode(200)
                .body("compared", equalTo(20))
                .body("changed", equalTo(1))
                .body("boxesBefore", equalTo(20))
                .body("boxesAfter", equalTo(22))
                .body("frames[0].frameId", equalTo(frames.get(7).frameId().toString()))
                .body("frames[0].before", equalTo(1))
                .body("frames[0].after", equalTo(3));
    }

    @Test
    void aReplayIsCancelledAndResumedWhereItWas() {
        String stream = "replay-" + UUID.randomUUID();
        List<FrameRef> frames = direct.camera(stream, 260);
        String model = model("resumed");
        String id = start(model, stream, "");
        step.advanceAll();

        given().post("/api/replays/" + id + "/cancel")
                .then()
                .statusCode(200)
                .body("replay.state", equalTo("CANCELLED"));
        frames.forEach(frame -> score(frame, model, 0));
        direct.camera(stream, 5);
        step.advanceAll();
        assertThat(requested(id)).isEqualTo(256);
        given().post("/api/replays/" + id + "/cancel").then().statusCode(409);

        given().post("/api/replays/" + id + "/resume").then().statusCode(200);
        step.advanceAll();
        assertThat(state(id)).isIn("RUNNING", "DONE");
        assertThat(get("/api/replays").jsonPath().getList("id")).contains(id);
    }

    @Test
    void aShareTakesFramesByTheirIds() {
        String stream = "replay-" + UUID.randomUUID();
        direct.camera(stream, 200);
        String id = start(model("share"), stream, ",\"share\":0.25");

        int covered = get("/api/replays/" + id).path("progress.frames");

        assertThat(covered).isBetween(20, 85);
    }

    @Test
    void anInvalidRequestNamesItsField() {
        given().contentType("application/json")
                .body("{\"modelId\":\"nobody\"}")
                .post("/api/replays")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("modelId"));
        given().contentType("application/json")
                .body("{\"modelId\":\"" + model("m") + "\",\"share\":2}")
                .post("/api/replays")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("share"));
    }
}
