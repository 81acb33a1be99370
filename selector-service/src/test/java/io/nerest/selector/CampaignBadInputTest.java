package io.nerest.selector;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Requests over REST that cannot be read or break a rule. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class CampaignBadInputTest extends SelectorTestBase {

    private static final String NAMED = "{'name':'bad',";

    /** Fields that cannot be read, and part of the message about each. */
    private static Map<String, String> unreadable() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("'bachSize':3", "'bachSize' is unknown; did you mean 'batchSize'?");
        fields.put("'curriculum':{'strat':80}", "'curriculum.strat' is unknown; did you mean 'start'?");
        fields.put("'stop':{'epoch':3}", "'stop.epoch' is unknown; did you mean 'epochs'?");
        fields.put("'startFrom':'LAST'", "'startFrom'");
        fields.put("'batchSize':2.5", "must be a whole number");
        fields.put("'batchSize':'3'", "must be a whole number");
        fields.put("'batchSize':''", "must be a whole number");
        fields.put("'batchSize':true", "'batchSize'");
        fields.put("'batchSize':[3]", "'batchSize'");
        fields.put("'batchSize':99999999999", "'batchSize' is out of range");
        fields.put("'batchSize':1e400", "'batchSize'");
        fields.put("'promotes':'yes'", "must be true or false");
        fields.put("'promotes':1", "must be true or false");
        fields.put("'settings':[]", "must be an object");
        fields.put("'settings':{'sigma':null}", "'settings.sigma' is null; a value is expected");
        fields.put("'curriculum':true", "must be an object");
        fields.put("'curriculum':{'start':'high'}", "must be a number");
        fields.put("'curriculum':{'percentiles':80}", "'curriculum.percentiles'");
        fields.put(
                "'curriculum':{'percentiles':[80,null]}", "'curriculum.percentiles[1]' is null; a value is expected");
        fields.put("'training':{'epochs':null}", "'training.epochs' is null; a value is expected");
        fields.put("'training':{'epochs':{}}", "'training.epochs'");
        fields.put("'rounds':2,'rounds':3", "'rounds' occurs twice");
        return fields;
    }

    /** Fields that break a rule, and part of the message about each. */
    private static Map<String, String> unrunnable() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("'strategy':'cor-set'", "did you mean 'core-set'?");
        fields.put("'strategy':''", "strategy ''");
        fields.put("'settings':{'nearDuplicates':1}", "did you mean 'nearDuplicate'?");
        fields.put("'strategy':'gaussian','settings':{'sigma':0}", "'sigma' is 0.0, but must be in");
        fields.put("'strategy':'committee','settings':{'members':1}", "'members' is 1, but must be in [2, 1000]");
        fields.put("'strategy':'mix','settings':{'shares':{'entropy':null}}", "share of 'entropy' is null");
        fields.put("'settings':{'minGapSeconds':1e300}", "must be in [0, 1000000000]");
        fields.put("'batchSize':-1", "'batchSize' is -1, but must lie in [0, 1000000]");
        fields.put("'batchSize':2147483647", "'batchSize' is 2147483647, but must lie in [0, 1000000]");
        fields.put("'batchSize':0", "no curriculum is enabled");
        fields.put("'sampleSize':-1", "'sampleSize' is -1");
        fields.put("'sampleSize':1,'batchSize':2", "'sampleSize' is 1, but a batch of 2");
        fields.put("'rounds':-1", "'rounds' is -1, but must lie in [0, 1000]");
        fields.put("'rounds':1001", "'rounds' is 1001");
        fields.put("'scoreDeadlineSeconds':0", "'scoreDeadlineSeconds' is 0");
        fields.put("'scoreDeadlineSeconds':604801", "'scoreDeadlineSeconds' is 604801");
        fields.put("'name':''", "'name' must have 1 to 200 characters");
        fields.put("'name':'" + "a".repeat(201) + "'", "'name' must have 1 to 200 characters");
        fields.put("'training':{'epochs':0}", "'training.epochs' is invalid");
        fields.put("'training':{'imgsz':'wide'}", "'training.imgsz' is invalid");
        fields.put("'training':{'lr00':'3'}", "did you mean 'lr0'?");
        fields.put("'training':{'epoch':'3'}", "did you mean 'epochs'?");
        fields.put("'training':{'imgsz':'100'}", "'training.imgsz' is invalid");
        fields.put("'training':{'lr0':'NaN'}", "'training.lr0' is invalid");
        fields.put("'training':{'batch':'0'}", "'training.batch' is invalid");
        for (String imgsz : List.of("7", "0", "-32", "100000", "1e3", "NaN", "")) {
            fields.put("'training':{'imgsz':'" + imgsz + "'}", "'training.imgsz' is invalid");
        }
        for (String lr0 : List.of("Infinity", "-1", "0x1", "")) {
            fields.put("'training':{'lr0':'" + lr0 + "'}", "'training.lr0' is invalid");
        }
        for (String batch : List.of("-2", "1.5", "99999999999")) {
            fields.put("'training':{'batch':'" + batch + "'}", "'training.batch' is invalid");
        }
        for (String local : List.of("data", "model", "project", "name", "resume", "device", "exist_ok")) {
            fields.put("'training':{'" + local + "':'x'}", "'training." + local + "' is invalid");
        }
        fields.put("'curriculum':{'percentiles':[70,80]}", "'percentiles' is [70.0, 80.0], but must not rise");
        fields.put("'curriculum':{'percentiles':[100.1]}", "must be numbers in [0, 100]");
        fields.put("'curriculum':{'percentiles':[-1]}", "must be numbers in [0, 100]");
        fields.put("'curriculum':{'start':101}", "'start' is 101.0, but must be in [0, 100]");
        fields.put("'curriculum':{'step':-5}", "'step' is -5.0, but must be in [0, 100]");
        fields.put("'curriculum':{'score':'meen'}", "did you mean 'mean'?");
        fields.put("'curriculum':{'mode':'relable'}", "did you mean 'relabel'?");
        fields.put("'curriculum':{'maxPerRound':-1}", "'maxPerRound' is -1");
        fields.put("'curriculum':{'growth':0.5}", "'growth' is 0.5, but must be in [1, 1000]");
        fields.put("'curriculum':{'growth':1e400}", "'growth' is Infinity, but must be in [1, 1000]");
        fields.put("'curriculum':{'boxThreshold':2}", "'boxThreshold' is 2.0, but must be in [0, 1]");
        fields.put(
                "'curriculum':{'boxThreshold':0.5,'ignoreThreshold':0.6}", "must not be above the boxThreshold of 0.5");
        fields.put("'curriculum':{'auditShare':1.1}", "'auditShare' is 1.1, but must be in [0, 1]");
        fields.put("'stop':{'epochs':-1}", "'stop.epochs' is -1");
        fields.put("'stop':{'mAP50':1.5}", "'stop.mAP50' is 1.5");
        return fields;
    }

    private static RequestSpecification json(String body) {
        return given().contentType("application/json").body(body.replace('\'', '"'));
    }

    private static void rejected(
            Map<String, String> messages, String before, int status, Function<RequestSpecification, Response> request) {
        messages.forEach((fields, message) -> {
            Response response = request.apply(json(before + fields + "}"));
            JsonPath problem = response.jsonPath();
            assertThat(response.statusCode())
                    .as("%s: %s", fields, response.asString())
                    .isEqualTo(status);
            assertThat(response.contentType()).as(fields).startsWith("application/problem+json");
            assertThat(problem.getInt("status")).as(fields).isEqualTo(status);
            assertThat(problem.getString("detail"))
                    .as(fields)
                    .contains(message)
                    .doesNotContain("io.nerest", "java.", "com.fasterxml");
        });
    }

    @Test
    void aFieldThatCannotBeReadIsNamedInPostPatchAndClone() {
        driver.camera("bad", 5);
        driver.labelledCamera("bad-val", 1);
        UUID id = driver.open("{'name':'to be changed','streams':['bad'],'validation':{'streams':['bad-val']},"
                + "'initial':2,'batchSize':2}");

        rejected(unreadable(), NAMED, 422, request -> request.post("/api/campaigns"));
        rejected(unreadable(), "{", 422, request -> request.patch("/api/campaigns/" + id));
        rejected(unreadable(), NAMED, 422, request -> request.post("/api/campaigns/" + id + "/clone"));
        rejected(
                Map.of(
                        "'streams':'bad'", "'streams' must be a list",
                        "'streams':[null]", "'streams[0]' is null; a value is expected",
                        "'classNames':[null]", "'classNames[0]' is null; a value is expected",
                        "'seed':1e30", "must be a whole number",
                        "'validation':{'frames':[null]}", "'validation.frames[0]' is null; a value is expected",
                        "'validation':{'frames':['no uuid']}", "but must be a UUID",
                        "'validation':{'camera':[]}", "'validation.camera' is unknown"),
                NAMED,
                422,
                request -> request.post("/api/campaigns"));
        rejected(
                Map.of("'rounds':NaN", "not valid JSON", "'rounds':", "not valid JSON: error at line 1"),
                NAMED,
                400,
                request -> request.post("/api/campaigns"));

        JsonPath untouched = driver.campaign(id);
        assertThat(untouched.getInt("config.batchSize")).isEqualTo(2);
        assertThat(get("/api/campaigns").jsonPath().getList("name")).doesNotContain("bad");
    }

    @Test
    void aFieldThatBreaksARuleIs422InPostPatchAndClone() {
        driver.camera("rule", 5);
        driver.labelledCamera("rule-val", 1);
        String start = "'streams':['rule'],'validation':{'streams':['rule-val']},'initial':2,";
        UUID id = driver.open("{'name':'to be changed'," + start + "'batchSize':2}");

        Map<String, String> ofNewOnes = new LinkedHashMap<>(unrunnable());
        ofNewOnes.keySet().removeIf(fields -> fields.startsWith("'name'"));
        rejected(ofNewOnes, NAMED + start, 422, request -> request.post("/api/campaigns"));
        rejected(unrunnable(), "{", 422, request -> request.patch("/api/campaigns/" + id));
        rejected(unrunnable(), "{", 422, request -> request.post("/api/campaigns/" + id + "/clone"));
        rejected(
                Map.of(
                        "'initial':-1", "'initial' is -1, but must lie in [0, 1000000]",
                        "'initial':6", "'initial' is 6, but the pool has 5 frames",
                        "'initial':1000001", "'initial' is 1000001",
                        "'classNames':[]", "'classNames' must name each class",
                        "'classNames':['']", "'classNames' must name each class",
                        "'classNames':['shark']", "'classNames' names class 0 'shark', but it is 'fish'",
                        "'classNames':['shark','fish']", "'classNames' names class 0 'shark'",
                        "'classNames':['fish','fish']", "'classNames' names 'fish' twice",
                        "'classNames':['fish','eel','eel']", "'classNames' names 'eel' twice"),
                NAMED + "'streams':['rule'],'validation':{'streams':['rule-val']},",
                422,
                request -> request.post("/api/campaigns"));
        rejected(
                Map.of(
                        "'seed':2", "'seed' of a campaign cannot be changed",
                        "'validation':null", "'validation' of a campaign cannot be changed"),
                "{",
                422,
                request -> request.patch("/api/campaigns/" + id));

        assertThat(driver.state(id)).isEqualTo("RUNNING");
        assertThat(get("/api/campaigns").jsonPath().getList("name")).doesNotContain("bad");
    }

    @Test
    void aProblemNamesTheFieldThatIsInvalid() {
        driver.camera("field", 5);
        driver.labelledCamera("field-val", 1);
        String start = NAMED + "'streams':['field'],'validation':{'streams':['field-val']},'initial':2,";

        assertThat(json(start + "'training':{'lr00':'3'}}")
                        .post("/api/campaigns")
                        .jsonPath()
                        .getString("field"))
                .isEqualTo("training.lr00");
        assertThat(json(start + "'rounds':-1}")
                        .post("/api/campaigns")
                        .jsonPath()
                        .getString("field"))
                .isEqualTo("rounds");
    }

    @Test
    void aBodyThatIsNoObjectOrAnUnknownCampaignIsRejected() {
        driver.camera("body", 5);
        driver.labelledCamera("body-val", 1);
        UUID id = driver.open(
                "{'name':'body','streams':['body'],'validation':{'streams':['body-val']},'initial':2,'batchSize':2}");
        String path = "/api/campaigns/" + id;

        problem(json("").post("/api/campaigns"), 422, "the body is empty");
        problem(json("[]").post("/api/campaigns"), 422, "must be an object");
        problem(json("7").post("/api/campaigns"), 422, "must be an object");
        problem(json("{} {}").post("/api/campaigns"), 422, "the body ");
        problem(json("[".repeat(5000)).post("/api/campaigns"), 400, "nested too deeply");
        problem(json("null").patch(path), 422, "must be a JSON object");
        problem(json("[{}]").patch(path), 422, "must be a JSON object");
        problem(json("{").patch(path), 400, "not valid JSON");
        problem(json("'all'").post(path + "/clone"), 422, "must be a JSON object");
        problem(json("{}").patch("/api/campaigns/" + UUID.randomUUID()), 404, "there is no campaign");
        problem(json("{}").post("/api/campaigns/" + UUID.randomUUID() + "/clone"), 404, "there is no campaign");
        problem(json("{}").patch("/api/campaigns/the-first"), 422, "'id' is 'the-first', but must be a UUID");
        problem(get("/api/campaigns/the-first"), 422, "'id' is 'the-first', but must be a UUID");
        problem(get(path + "/batches/first"), 422, "'round' is 'first', but must be a whole number");
        problem(get(path + "/batches/-1"), 404, "has no round -1");
        problem(given().contentType("text/plain").body("{}").post("/api/campaigns"), 415, "");
        problem(given().contentType("application/json").body("{}").put(path), 405, "");

        json("").patch(path).then().statusCode(200).body("config.batchSize", equalTo(2));
        json("{}").patch(path).then().statusCode(200).body("config.batchSize", equalTo(2));
        given().post(path + "/cancel").then().statusCode(200);
        problem(json("{'batchSize':3}").patch(path), 409, "a campaign that is CANCELLED cannot be changed");
    }

    private static void problem(Response response, int status, String detail) {
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("detail", containsString(detail));
    }

    @Test
    void aFieldThatIsNullCountsAsAbsent() {
        driver.camera("null", 40);
        driver.labelledCamera("null-val", 1);

        json("{'name':'nulls','streams':['null'],'validation':{'streams':['null-val'],'frames':null},'initial':2,"
                        + "'strategy':null,'settings':null,'rounds':null,'batchSize':null,'curriculum':null,'stop':null,"
                        + "'training':null,'seed':null,'baseModelId':null}")
                .post("/api/campaigns")
                .then()
                .statusCode(201)
                .body("config.strategy", equalTo("least-confidence"))
                .body("config.rounds", equalTo(5))
                .body("config.batchSize", equalTo(20))
                .body("config.curriculum.enabled", equalTo(false));
    }
}
