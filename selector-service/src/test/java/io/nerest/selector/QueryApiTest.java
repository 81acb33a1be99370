package io.nerest.selector;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.nerest.contracts.FrameRef;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.nerest.vision.box.ScoredBox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One-off queries: frames are selected without a campaign. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class QueryApiTest extends SelectorTestBase {
    private final String stream = "query-" + UUID.randomUUID();

    private static ValidatableResponse query(String body) {
        return given().contentType("application/json")
                .body(body.replace('\'', '"'))
                .post("/api/queries")
                .then();
    }

    private String prediction(FrameRef frame, double confidence) {
        return "{'frameId':'" + frame.frameId() + "','boxes':[{'classId':0,'confidence':" + confidence
                + ",'cx':0.5,'cy':0.5,'w':0.1,'h':0.1}]}";
    }

    /** Four frames in the pool; the score of the third is the least certain one. */
    private List<FrameRef> scored() {
        List<FrameRef> frames = fixture.cameraSends(stream, 4);
        for (int i = 0; i < frames.size(); i++) {
            fixture.score(
                    frames.get(i),
                    "base-1",
                    List.of(new ScoredBox(0, i == 2 ? 0.5 : 0.95, 0.5, 0.5, 0.1, 0.1)),
                    new float[] {i, 1});
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> tables.count(
                                "from score s join frame f on f.id = s.frame_id where f.captured_at is not null and f.stream_id = ?1",
                                stream)
                        == 4);
        return frames;
    }

    @Test
    void aQuerySelectsByStoredScoresWithoutACampaignAndLeavesNothingBehind() {
        List<FrameRef> frames = scored();
        String body = "{'count':1,'strategy':'entropy','streams':['" + stream + "'],'models':['base-1']}";

        query(body)
                .statusCode(200)
                .body("models", equalTo(List.of("base-1")))
                .body("considered", equalTo(4))
                .body("scored", equalTo(4))
                .body("frames", hasSize(1))
                .body("frames[0].frameId", equalTo(frames.get(2).frameId().toString()))
                .body("frames[0].rank", equalTo(1))
                .body("notes", empty());
        query(body.replace("entropy", "core-set").replace("'count':1", "'count':2"))
                .statusCode(200)
                .body("frames", hasSize(2));

        fixture.label(List.of(frames.get(2)));
        driver.awaitLabels(stream, 1);
        query(body).body("considered", equalTo(3));
        List<FrameRef> late = fixture.cameraSends(stream + "-late", 1);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> tables.count(
                                "from frame where id = ?1 and captured_at is not null",
                                late.get(0).frameId())
                        == 1);
        query(body.replace(stream + "'", stream + "-late'"))
                .body("frames", empty())
                .body("notes", hasItem(containsString("1 of 1 frames had no scores")));
    }

    @Test
    void aQuerySelectsByThePredictionsOfAnExternalModel() {
        List<FrameRef> frames = scored();
        String predictions = "'predictions':[" + prediction(frames.get(0), 0.9) + "," + prediction(frames.get(1), 0.5)
                + "," + prediction(frames.get(2), 0.9) + ",{'frameId':'" + UUID.randomUUID() + "','boxes':[]}]}";

        query("{'count':1,'strategy':'entropy'," + predictions)
                .statusCode(200)
                .body("models", empty())
                .body("considered", equalTo(3))
                .body("frames.frameId", equalTo(List.of(frames.get(1).frameId().toString())));
        query("{'strategy':'core-set'," + predictions)
                .statusCode(422)
                .body("detail", containsString("needs embeddings"));
        query("{'predictions':[" + prediction(frames.get(0), 1) + "," + prediction(frames.get(0), 1) + "]}")
                .statusCode(422)
                .body("errors[0].field", equalTo("predictions[1].frameId"));
        query("{'predictions':[" + prediction(frames.get(0), 2) + "]}").statusCode(422);
        query("{'predictions':[{'boxes':[]}]}").statusCode(422);
    }

    private static ValidatableResponse queryByFile(String query, String predictions) {
        return given().multiPart("query", query.replace('\'', '"'))
                .multiPart(
                        "predictions",
                        "predictions.json",
                        predictions.replace('\'', '"').getBytes(UTF_8))
                .post("/api/queries/predictions")
                .then();
    }

    @Test
    void aQuerySelectsByAFileOfPredictionsThatIsLongerThanAJsonBodyMayBe() {
        List<FrameRef> frames = fixture.cameraSends(stream, 2);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> tables.count("from frame where captured_at is not null and stream_id = ?1", stream) == 2);
        StringBuilder lines = new StringBuilder();
        while (lines.length() < 5 << 20) {
            lines.append("{'frameId':'").append(UUID.randomUUID()).append("','boxes':[]}\n");
        }
        lines.append(prediction(frames.get(0), 0.9)).append('\n').append(prediction(frames.get(1), 0.5));
        String selected = frames.get(1).frameId().toString();

        queryByFile("{'count':1,'strategy':'entropy'}", lines.toString())
                .statusCode(200)
                .body("considered", equalTo(2))
                .body("frames.frameId", equalTo(List.of(selected)));
        queryByFile("{'count':1}", "[" + prediction(frames.get(0), 0.9) + "," + prediction(frames.get(1), 0.5) + "]")
                .statusCode(200)
                .body("frames.frameId", equalTo(List.of(selected)));
        queryByFile("{}", prediction(frames.get(0), 0.9) + "\n" + prediction(frames.get(0), 0.9))
                .statusCode(422)
                .body("errors[0].field", equalTo("predictions[1].frameId"));
        queryByFile("{}", prediction(frames.get(0), 0.9) + "\n{'frameId':")
                .statusCode(422)
                .body("errors[0].field", equalTo("predictions[1]"));
        queryByFile("{'predictions':[]}", "[]").statusCode(422).body("errors[0].field", equalTo("query"));
        queryByFile("{'sum':1}", "[]").statusCode(422).body("errors[0].field", equalTo("query"));
        given().multiPart("query", "{}")
                .post("/api/queries/predictions")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("predictions"));
    }

    @Test
    void anInvalidQueryIsRejectedWithTheFieldsName() {
        query("{'strategy':'entropie'}").statusCode(422).body("errors[0].field", equalTo("strategy"));
        query("{'count':0}").statusCode(422).body("errors[0].field", equalTo("count"));
        query("{'count':5,'sampleSize':4}").statusCode(422).body("errors[0].field", equalTo("sampleSize"));
        query("{'settings':{'minGap':-1}}").statusCode(422).body("errors[0].field", equalTo("settings"));
        query("{'models':['none']}").statusCode(422).body("errors[0].field", equalTo("models"));
        query("{'streams':['../x']}").statusCode(422).body("errors[0].field", equalTo("streams"));
        query("{'sum':1}").statusCode(422);
    }
}
