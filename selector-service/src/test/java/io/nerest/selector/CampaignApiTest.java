package io.nerest.selector;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.FrameRef;
import io.nerest.selection.Strategies;
import io.nerest.selector.storage.EmbeddingMaps;
import io.nerest.testing.JsonBodyExamples;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class CampaignApiTest extends SelectorTestBase {

    private static void rejected(String json, int status, String detail) {
        given().contentType("application/json")
                .body(json.replace('\'', '"'))
                .post("/api/campaigns")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("detail", containsString(detail));
    }

    @Test
    void aBodyThatCannotBeReadIs400AndNamesTheField() {
        rejected("{'name':", 400, "not valid JSON");
        rejected("null", 422, "the body is empty or null");
        rejected("[]", 422, "must be an object");
        rejected("{'name':'a','bacthSize':3}", 422, "'bacthSize' is unknown; did you mean 'batchSize'?");
        rejected("{'name':'a','batchSize':'many'}", 422, "'batchSize'");
        rejected("{'name':'a','batchSize':2.5}", 422, "'batchSize'");
        rejected("{'name':'a','batchSize':NaN}", 400, "not valid JSON");
        rejected("{'name':'a','validation':{'frames':['no uuid']}}", 422, "'validation.frames[0]'");
    }

    @Test
    void aCampaignThatCannotRunIs422AndNamesTheRule() {
        driver.camera("api", 5);
        driver.labelledCamera("api-val", 1);
        String start = "{'name':'a','streams':['api'],'validation':{'streams':['api-val']}";

        rejected("{'name':'a','streams':['api'],'validation':{'streams':['api']}}", 422, "near copies");
        rejected("{'name':'a','validation':{'streams':['api']}}", 422, "the validation set is empty");
        rejected("{'name':'a','validation':{'streams':['api-vla']}}", 422, "did you mean 'api-val'?");
        rejected(start + ",'initial':6}", 422, "'initial' is 6, but the pool has 5 frames");
        rejected(start + ",'initial':2,'batchSize':-1}", 422, "'batchSize' is -1");
        rejected(start + ",'initial':0}", 422, "'initial' is 0");
        rejected(start + ",'initial':2,'strategy':'lest-confidence'}", 422, "did you mean 'least-confidence'?");
        rejected(start + ",'initial':2,'baseModelId':'none such'}", 422, "'none such'");
        rejected(
                "{'name':'a','streams':['api'],'validation':{'frames':['" + UUID.randomUUID() + "']}}",
                422,
                "1 of the 1 frames in 'validation.frames' are unknown or have no label");
        assertThat(get("/api/campaigns").jsonPath().getList("name")).doesNotContain("a");
    }

    @Test
    void aCampaignIsCreatedWithItsLocationAndCanBeListedPausedAndCancelled() {
        driver.camera("listed", 5);
        driver.labelledCamera("listed-val", 2);
        String location = given().contentType("application/json")
                .body("{\"name\":\"listed\",\"streams\":[\"listed\"],\"validation\":{\"streams\":[\"listed-val\"]},"
                        + "\"initial\":2,\"settings\":{\"emptyFrames\":\"quota:0.3\"}}")
                .post("/api/campaigns")
                .then()
                .statusCode(201)
                .body("validationFrames", equalTo(2))
                .body("config.settings.emptyFrames", equalTo("quota:0.3"))
                .body("config.classNames", hasItems("fish"))
                .extract()
                .header("Location");

        get(location).then().statusCode(200).body("state", equalTo("RUNNING")).body("curve", notNullValue());
        get("/api/campaigns").then().statusCode(200).body("name", hasItems("listed"));
        String path = location.substring(location.indexOf("/api/"));
        post(path + "/pause").then().statusCode(200).body("state", equalTo("PAUSED"));
        post(path + "/pause")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", equalTo("a campaign that is PAUSED cannot be paused"));
        post(path + "/resume").then().statusCode(200).body("state", equalTo("RUNNING"));
        post(path + "/cancel").then().statusCode(200).body("state", equalTo("CANCELLED"));
        post(path + "/resume").then().statusCode(409);
        get("/api/campaigns/" + UUID.randomUUID()).then().statusCode(404).contentType("application/problem+json");
        post("/api/campaigns/" + UUID.randomUUID() + "/pause").then().statusCode(404);
    }

    @Test
    void aBatchShowsItsFramesWithScoresAndReasons() {
        driver.camera("batch", 20);
        driver.labelledCamera("batch-val", 1);
        UUID id = driver.open("{'name':'batch','streams':['batch'],'validation':{'streams':['batch-val']},'initial':2,"
                + "'batchSize':3,'sampleSize':0,'rounds':1}");
        driver.labelBatch(id, 0);
        driver.train(id, 0);
        driver.answerScores(id, 1);
        driver.batch(id, 1, BatchKind.LABEL);

        JsonPath batch = get("/api/campaigns/" + id + "/batches/1")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(batch.getList("frames.rank")).containsExactly(1, 2, 3);
        assertThat(batch.getString("frames[0].reason")).startsWith("least-confidence ");
        assertThat(batch.getString("frames[0].frame.image.key")).startsWith("frames/batch/");
        assertThat(batch.getFloat("frames[0].parts.highestConfidence")).isBetween(0f, 1f);
        assertThat(batch.getBoolean("frames[0].labelled")).isFalse();
        get("/api/campaigns/" + id + "/batches/7").then().statusCode(404);
    }

    @Test
    void aFrameThatTwoCampaignsAskForIsInTheLabelQueueOnceUntilItHasALabel() {
        driver.camera("queued", 3);
        driver.labelledCamera("queued-val", 1);
        String json =
                "{'name':'NAME','streams':['queued'],'validation':{'streams':['queued-val']},'initial':3,'rounds':1}";
        UUID first = driver.open(json.replace("NAME", "queue-a"));
        UUID second = driver.open(json.replace("NAME", "queue-b"));
        List<FrameRef> frames = driver.batch(first, 0, BatchKind.LABEL);
        driver.batch(second, 0, BatchKind.LABEL);

        JsonPath queue = queue("stream=queued&limit=2");
        assertThat(queue.getInt("open")).isEqualTo(3);
        assertThat(queue.getList("frames")).hasSize(2);
        assertThat(queue.<String>getList("frames[0].requests.campaign"))
                .containsExactlyInAnyOrder("queue-a", "queue-b");
        assertThat(queue.getString("frames[0].requests[0].reason")).isNotBlank();

        fixture.label(frames.subList(0, 2));
        driver.awaitOnly(() -> queue("stream=queued").getInt("open") == 1);
        assertThat(queue("campaign=" + second).getList("frames.frame.frameId"))
                .containsExactly(frames.get(2).frameId().toString());
        post("/api/campaigns/" + first + "/cancel");
        assertThat(queue("stream=queued").<String>getList("frames[0].requests.campaign"))
                .containsExactly("queue-b");
        post("/api/campaigns/" + second + "/pause");
        assertThat(queue("stream=queued").getInt("open")).isZero();
        post("/api/campaigns/" + second + "/cancel");
    }

    @Test
    void detectionsOfAFrameAreListedByModel() {
        driver.camera("detected", 4);
        driver.labelledCamera("detected-val", 1);
        UUID id = driver.open("{'name':'detected','streams':['detected'],'validation':{'streams':['detected-val']},"
                + "'initial':2,'batchSize':1,'sampleSize':0,'rounds':1}");
        driver.labelBatch(id, 0);
        driver.train(id, 0);
        driver.answerScores(id, 1);
        FrameRef frame = driver.batch(id, 1, BatchKind.LABEL).get(0);

        JsonPath detections =
                get("/api/frames/" + frame.frameId() + "/detections").jsonPath();
        assertThat(detections.getString("[0].modelId"))
                .isEqualTo(driver.campaign(id).getString("rounds[1].scoringModelId"));
        assertThat(detections.getList("[0].boxes"))
                .isEqualTo(queue("campaign=" + id).getList("frames[0].suggestion.boxes"));
        get("/api/frames/" + UUID.randomUUID() + "/detections").then().statusCode(404);
        JsonPath map = get("/api/embedding-map?stream=detected&model=" + detections.getString("[0].modelId"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(map.getList("streams")).containsExactly("detected");
        assertThat(map.<String>getList("frameIds")).contains(frame.frameId().toString());
        assertThat(map.getList("x")).hasSameSizeAs(map.getList("frameIds"));
        assertThat(map.<Integer>getList("round")).containsOnly(EmbeddingMaps.NOT_SELECTED);
        JsonPath rounds = get("/api/embedding-map?stream=detected&campaign=" + id + "&model="
                        + detections.getString("[0].modelId"))
                .jsonPath();
        int place = rounds.getList("frameIds").indexOf(frame.frameId().toString());
        assertThat(rounds.getInt("round[" + place + "]")).isEqualTo(1);
        get("/api/embedding-map?limit=0").then().statusCode(422);
        get("/api/label-queue?limit=0").then().statusCode(422).body("errors[0].field", equalTo("limit"));
        post("/api/campaigns/" + id + "/cancel");
    }

    private static JsonPath queue(String parameters) {
        return get("/api/label-queue?" + parameters)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void everyStrategyIsDescribed() {
        get("/api/strategies")
                .then()
                .statusCode(200)
                .body("strategies.name", equalTo(Strategies.names()))
                .body("settings.find { it.name == 'emptyFrames' }.range", containsString("quota:P"));
    }

    @Test
    void everyTrainingArgumentOfACampaignIsDescribed() {
        get("/api/training-arguments")
                .then()
                .statusCode(200)
                .body("name", hasItems("epochs", "imgsz", "lr0"))
                .body("find { it.name == 'imgsz' }.multipleOf", equalTo(32));
    }

    @Test
    void everyJsonBodyHasAnExampleOfItsFields() throws Exception {
        assertThat(JsonBodyExamples.problems()).isEmpty();
    }

    @Test
    void healthOpenApiAndMetricsAreServed() {
        get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        get("/q/openapi").then().statusCode(200).body(containsString("/api/campaigns"));
        get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("nerest_campaigns"))
                .body(containsString("nerest_trainings_awaited"));
    }
}
