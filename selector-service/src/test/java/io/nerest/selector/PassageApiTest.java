package io.nerest.selector;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.nerest.contracts.FrameRef;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.nerest.vision.box.ScoredBox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tracks and passages of a stream over REST, from detections that arrived over the broker out of order. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class PassageApiTest extends SelectorTestBase {

    @Test
    void aFishThatCrossesTheLineIsATrackAndAPassage() {
        String stream = "passages-" + UUID.randomUUID();
        List<FrameRef> frames = fixture.cameraSends(stream, 12);
        for (int i = frames.size() - 1; i >= 0; i--) {
            fixture.score(
                    frames.get(i),
                    "base-1",
                    List.of(new ScoredBox(0, 0.8, 0.2 + 0.05 * i, 0.5, 0.1, 0.1)),
                    new float[16]);
        }
        JsonPath tracks = await().atMost(Duration.ofSeconds(60))
                .until(() -> of(stream).get("/api/tracks").jsonPath(), json -> json.getInt("frames") == 12);
        assertThat(tracks.getInt("fish")).isEqualTo(1);
        assertThat(tracks.getString("tracks[0].from")).isEqualTo("2026-08-01T04:00:00Z");
        assertThat(tracks.getString("tracks[0].to")).isEqualTo("2026-08-01T04:00:11Z");
        assertThat(tracks.getInt("tracks[0].detections")).isEqualTo(12);

        JsonPath passages = of(stream)
                .queryParam("line", "0.52,1,0.52,0")
                .get("/api/passages")
                .jsonPath();
        assertThat(passages.getInt("in")).isEqualTo(1);
        assertThat(passages.getInt("out")).isZero();
        assertThat(passages.getString("passages[0].at")).isEqualTo("2026-08-01T04:00:07Z");
        assertThat(passages.getString("hours[0].hour")).isEqualTo("2026-08-01T04:00:00Z");
        assertThat(of(stream)
                        .queryParam("line", "0.52,0,0.52,1")
                        .get("/api/passages")
                        .jsonPath()
                        .getInt("net"))
                .isEqualTo(-1);
        assertThat(of(stream)
                        .queryParam("to", "2026-08-01T04:00:03Z")
                        .get("/api/tracks")
                        .jsonPath()
                        .getInt("fish"))
                .as("three frames are no fish")
                .isZero();
    }

    @Test
    void invalidParametersOfCountsGive422WithTheirName() {
        given().queryParam("streamId", "cam")
                .get("/api/tracks")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("modelId"));
        of("cam").get("/api/passages").then().statusCode(422).body("errors[0].field", equalTo("line"));
        of("cam")
                .queryParam("line", "1,2,3,4")
                .get("/api/passages")
                .then()
                .statusCode(422)
                .body("errors[0].message", containsString("four fractions"));
        of("cam")
                .queryParam("from", "noon")
                .get("/api/tracks")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("from"));
        of("cam").get("/api/tracks").then().statusCode(200).body("frames", equalTo(0));
    }

    private static RequestSpecification of(String stream) {
        return given().queryParam("streamId", stream).queryParam("modelId", "base-1");
    }
}
