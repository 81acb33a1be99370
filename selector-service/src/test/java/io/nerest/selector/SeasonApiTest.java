package io.nerest.selector;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.nerest.contracts.FrameLabelled;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.Topics;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.box.ScoredBox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Season counts over REST: frames are drawn, people label them, and the count gets an interval. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class SeasonApiTest extends SelectorTestBase {
    private static final double SEEN = 0.8;

    @Test
    void labelsOfDrawnFramesCorrectTheCountAndGiveItsInterval() {
        String north = "north-" + UUID.randomUUID();
        String south = "south-" + UUID.randomUUID();
        Map<UUID, Integer> truth = new HashMap<>();
        int fish = arrive(fixture.cameraSends(north, 20), truth) + arrive(fixture.cameraSends(south, 10), truth);
        Map<String, Object> request = Map.of("name", "autumn", "modelId", "base-1", "streams", List.of(north, south));
        JsonPath season = await().atMost(Duration.ofSeconds(60))
                .until(() -> create(request), json -> json.getInt("frames") == 30);
        String id = season.getString("season.id");
        assertThat(season.getDouble("detected")).isCloseTo(SEEN * fish, within(1e-3));
        assertThat(season.getMap("count")).as("no estimate without labels").isNull();

        JsonPath drawn = given().contentType("application/json")
                .body(Map.of("draws", 40))
                .post("/api/seasons/" + id + "/draws")
                .jsonPath();
        int waiting = drawn.getInt("waiting");
        assertThat(waiting).isBetween(5, 30);
        assertThat(drawn.getInt("drawn")).isEqualTo(40);
        assertThat(drawn.getBoolean("provisional")).isTrue();
        given().contentType("application/json")
                .body(Map.of())
                .post("/api/seasons/" + id + "/draws")
                .then()
                .statusCode(409)
                .body("detail", containsString("wait for a label"));

        JsonPath queue =
                given().queryParam("season", id).get("/api/label-queue").jsonPath();
        assertThat(queue.getInt("open")).isEqualTo(waiting);
        assertThat(queue.getInt("frames[0].draws[0].place")).isEqualTo(1);
        assertThat(queue.getString("frames[0].draws[0].season")).isEqualTo("autumn");
        for (String frame : queue.<String>getList("frames.frame.frameId")) {
            label(queue, frame, truth.get(UUID.fromString(frame)));
        }
        JsonPath counted = await().atMost(Duration.ofSeconds(60))
                .until(() -> given().get("/api/seasons/" + id).jsonPath(), json -> json.getInt("waiting") == 0);

        // The detector is wrong by a factor alone, so that the draws do not matter: the estimate is exact.
        assertThat(counted.getDouble("count.value")).isCloseTo(fish, within(1e-3));
        assertThat(counted.getDouble("count.low")).isLessThanOrEqualTo(fish + 1e-3);
        assertThat(counted.getDouble("count.high")).isGreaterThanOrEqualTo(fish - 1e-3);
        assertThat(counted.getInt("labels")).isEqualTo(40);
        assertThat(counted.getBoolean("provisional")).isFalse();
        assertThat(counted.getList("parts.part")).contains("stream", "day", "hour");
        assertThat(counted.<String>getList("parts.findAll { it.part == 'stream' }.key"))
                .containsExactly(north, south);
        String[] csv = given().get("/api/seasons/" + id + "/estimates.csv")
                .then()
                .contentType("text/csv")
                .extract()
                .asString()
                .split("\r\n");
        assertThat(csv[0])
                .isEqualTo("part,key,units,detected,estimate,low,high,per_unit,per_unit_low,per_unit_high,labels");
        assertThat(csv[1]).startsWith("season,all,30,").endsWith(",40");
        assertThat(csv).hasSize(2 + counted.getList("parts").size());

        // A second round uses the labels so far; frames that have one need none.
        JsonPath again = given().contentType("application/json")
                .body(Map.of("draws", 10))
                .post("/api/seasons/" + id + "/draws")
                .jsonPath();
        assertThat(again.getInt("drawn")).isEqualTo(50);
        assertThat(again.getDouble("count.value")).isCloseTo(fish, within(1e-3));
        given().delete("/api/seasons/" + id).then().statusCode(204);
        given().get("/api/seasons/" + id).then().statusCode(404);
    }

    /** Frames with 0 to 3 fish, each detected with the same confidence; returns how many fish there are. */
    private int arrive(List<FrameRef> frames, Map<UUID, Integer> truth) {
        int fish = 0;
        for (int i = 0; i < frames.size(); i++) {
            int count = i % 4;
            truth.put(frames.get(i).frameId(), count);
            fish += count;
            fixture.score(
                    frames.get(i),
                    "base-1",
                    Collections.nCopies(count, new ScoredBox(0, SEEN, 0.5, 0.5, 0.1, 0.1)),
                    new float[16]);
        }
        return fish;
    }

    private static JsonPath create(Map<String, Object> request) {
        var answer = given().contentType("application/json").body(request).post("/api/seasons");
        if (answer.statusCode() == 422) {
            return JsonPath.from("{\"frames\":0}");
        }
        JsonPath json = answer.jsonPath();
        if (json.getInt("frames") < 30) {
            given().delete("/api/seasons/" + json.getString("season.id")).then().statusCode(204);
        }
        return json;
    }

    private void label(JsonPath queue, String frame, int fish) {
        FrameRef ref =
                queue.param("id", frame).getObject("frames.find { it.frame.frameId == id }.frame", FrameRef.class);
        fixture.send(
                Topics.LABELS,
                frame,
                new FrameLabelled(
                        UUID.randomUUID(),
                        ref,
                        Collections.nCopies(fish, new LabelledBox(0, 0.5, 0.5, 0.1, 0.1)),
                        "ecologist",
                        1,
                        Instant.now()));
    }

    @Test
    void invalidSeasonsGive422WithTheirField() {
        refused(Map.of(), "name");
        refused(Map.of("name", "a", "modelId", "unknown"), "modelId");
        refused(Map.of("name", "a", "modelId", "base-1", "streams", List.of("../x")), "streams");
        refused(Map.of("name", "a", "modelId", "base-1", "streams", List.of("no-frames")), "modelId");
        refused(
                Map.of("name", "a", "modelId", "base-1", "from", "2026-02-01T00:00:00Z", "to", "2026-01-01T00:00:00Z"),
                "to");
    }

    private static void refused(Map<String, Object> request, String field) {
        given().contentType("application/json")
                .body(request)
                .post("/api/seasons")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo(field));
    }
}
