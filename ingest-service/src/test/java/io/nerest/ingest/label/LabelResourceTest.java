package io.nerest.ingest.label;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.nerest.ingest.UploadedImages;
import io.nerest.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class LabelResourceTest {
    private static final String STREAM = "label-cam";
    private static final String FISH = "{\"classId\":0,\"cx\":0.5,\"cy\":0.5,\"w\":0.2,\"h\":0.1}";

    private String frameId = "";

    @BeforeEach
    void uploadAFrame() {
        given().contentType("application/json").body("{}").put("/api/streams/" + STREAM);
        frameId = uploaded();
    }

    private static String uploaded() {
        return given().multiPart("streamId", STREAM)
                .multiPart("image", "a.jpg", UploadedImages.jpeg(64, 48))
                .post("/api/frames")
                .path("frames[0].frameId");
    }

    private static ValidatableResponse post(String path, String body) {
        return given().contentType("application/json").body(body).post(path).then();
    }

    private static ValidatableResponse label(String frame, String boxes) {
        return post("/api/frames/" + frame + "/labels", "{\"author\":\"anna\",\"boxes\":" + boxes + "}");
    }

    @Test
    void aNewLabelIsANewRevisionAndAllAreKept() {
        label(frameId, "[" + FISH + "]").statusCode(201).body("revision", equalTo(1));
        label(frameId, "[]").statusCode(201).body("revision", equalTo(2));

        get("/api/frames/" + frameId + "/labels")
                .then()
                .body("revision", equalTo(List.of(2, 1)))
                .body("[0].boxes", empty());
    }

    @Test
    void theSameLabelAgainIsNotANewRevision() {
        label(frameId, "[" + FISH + "]").body("revision", equalTo(1));
        label(frameId, "[" + FISH + "]").statusCode(201).body("revision", equalTo(1));
    }

    @Test
    void aLabelThatWasMadeFromAnOlderRevisionIsRefusedWithTheNewestOne() {
        based(0, "[" + FISH + "]").statusCode(201).body("revision", equalTo(1));

        based(0, "[]")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("the newest revision is 1 by 'anna'"))
                .body("errors[0].field", equalTo("baseRevision"))
                .body("newest.revision", equalTo(1))
                .body("newest.boxes[0].w", equalTo(0.2f));
        get("/api/frames/" + frameId + "/labels").then().body("revision", equalTo(List.of(1)));

        based(1, "[]").statusCode(201).body("revision", equalTo(2));
        label(frameId, "[" + FISH + "]").statusCode(201).body("revision", equalTo(3));
        String other = uploaded();
        post("/api/frames/" + other + "/labels", "{\"author\":\"anna\",\"boxes\":[],\"baseRevision\":4}")
                .statusCode(422)
                .body("errors[0].field", equalTo("baseRevision"));
        based(-1, "[]").statusCode(422).body("detail", containsString("'baseRevision' is -1"));
    }

    private ValidatableResponse based(int revision, String boxes) {
        return post(
                "/api/frames/" + frameId + "/labels",
                "{\"author\":\"anna\",\"boxes\":" + boxes + ",\"baseRevision\":" + revision + "}");
    }

    @Test
    void theEffortOfALabelIsStoredWithItAndOptional() {
        String effort = "{\"origin\":\"CORRECTED\",\"activeMillis\":2100,\"blind\":false,\"modelId\":\"m-1\"}";
        withEffort(effort).statusCode(201).body("effort.origin", equalTo("CORRECTED"));
        label(frameId, "[]").statusCode(201);

        get("/api/frames/" + frameId + "/labels")
                .then()
                .body("[0]", not(hasKey("effort")))
                .body("[1].effort.activeMillis", equalTo(2100))
                .body("[1].effort.modelId", equalTo("m-1"));
        withEffort(effort.replace("2100", "-1")).statusCode(422).body("detail", containsString("effort.activeMillis"));
        withEffort(effort.replace("CORRECTED", "GUESSED")).statusCode(422).body("detail", containsString("origin"));
        withEffort(effort.replace("false", "true")).statusCode(422).body("detail", containsString("effort.modelId"));
    }

    private ValidatableResponse withEffort(String effort) {
        return post(
                "/api/frames/" + frameId + "/labels",
                "{\"author\":\"anna\",\"boxes\":[" + FISH + "],\"effort\":" + effort + "}");
    }

    @Test
    void theToolOfALabelIsStoredWithIt() {
        String body = "{\"author\":\"anna\",\"boxes\":[],\"tool\":\"console\"}";
        String path = "/api/frames/" + frameId + "/labels";

        post(path, body).statusCode(201).body("tool", equalTo("console"));
        post(path, body.replace("console", " ")).statusCode(422).body("errors[0].field", equalTo("tool"));
        get(path).then().body("tool", equalTo(List.of("console")));
    }

    @Test
    void anEarlierRevisionIsRestoredAsANewOneUnlessAnotherLabelWasStoredMeanwhile() {
        label(frameId, "[" + FISH + "]").body("revision", equalTo(1));
        label(frameId, "[]").body("revision", equalTo(2));

        restore(1, 1).statusCode(409).body("newest.revision", equalTo(2));
        restore(1, 2).statusCode(201).body("revision", equalTo(3)).body("boxes[0].w", equalTo(0.2f));
        restore(2, 3).statusCode(201).body("revision", equalTo(4)).body("boxes", empty());
        get("/api/frames/" + frameId + "/labels")
                .then()
                .body("revision", equalTo(List.of(4, 3, 2, 1)))
                .body("author", equalTo(List.of("boris", "boris", "anna", "anna")));

        restore(9, 4).statusCode(404).body("detail", containsString("has no revision 9"));
        restore(1, 0).statusCode(422).body("errors[0].field", equalTo("baseRevision"));
        post("/api/frames/" + UUID.randomUUID() + "/labels/1/restore", "{\"author\":\"boris\",\"baseRevision\":1}")
                .statusCode(404);
    }

    @Test
    void theFirstLabelIsUndoneByANewRevisionWithoutALabel() {
        label(frameId, "[" + FISH + "]").body("revision", equalTo(1));

        restore(0, 0).statusCode(422);
        restore(0, 9).statusCode(409).body("newest.revision", equalTo(1));
        restore(0, 1)
                .statusCode(201)
                .body("revision", equalTo(2))
                .body("withdrawn", equalTo(true))
                .body("boxes", empty());
        restore(0, 2).statusCode(201).body("revision", equalTo(2));
        // The same author's label of an empty frame is a label, and not the withdrawn one again.
        post("/api/frames/" + frameId + "/labels", "{\"author\":\"boris\",\"boxes\":[]}")
                .statusCode(201)
                .body("revision", equalTo(3))
                .body("withdrawn", nullValue());
        restore(2, 3).statusCode(201).body("revision", equalTo(4)).body("withdrawn", equalTo(true));
        restore(1, 4).statusCode(201).body("revision", equalTo(5)).body("boxes", hasSize(1));

        String unlabelled = uploaded();
        post("/api/frames/" + unlabelled + "/labels/0/restore", "{\"author\":\"boris\",\"baseRevision\":1}")
                .statusCode(404)
                .body("detail", containsString("has no label"));
    }

    private ValidatableResponse restore(int revision, int base) {
        return post(
                "/api/frames/" + frameId + "/labels/" + revision + "/restore",
                "{\"author\":\"boris\",\"baseRevision\":" + base + "}");
    }

    @Test
    void labelsOfABulkRequestMayHaveABaseRevisionAnEffortAndATool() {
        String second = uploaded();
        label(second, "[" + FISH + "]").body("revision", equalTo(1));
        String fields =
                ",\"baseRevision\":0,\"tool\":\"script\",\"effort\":{\"origin\":\"EMPTY\",\"activeMillis\":9,\"blind\":true}}";

        post(
                        "/api/labels",
                        "{\"labels\":["
                                + bulkLabel(frameId, "[]").replace("]}", "]" + fields) + ","
                                + bulkLabel(second, "[]").replace("]}", "]" + fields) + "]}")
                .statusCode(200)
                .body("labels.status", equalTo(List.of("LABELLED", "CONFLICT")))
                .body("labels[1].newest.revision", equalTo(1))
                .body("labels[1].reason", containsString("the newest revision is 1 by 'anna'"));

        get("/api/frames/" + frameId + "/labels")
                .then()
                .body("[0].tool", equalTo("script"))
                .body("[0].effort.blind", equalTo(true));
        get("/api/frames/" + second + "/labels").then().body("revision", equalTo(List.of(1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cx          | {'classId':0,          'cy':0.5,'w':0.2,'h':0.1}",
                "cx          | {'classId':0,'cx':null,'cy':0.5,'w':0.2,'h':0.1}",
                "cx          | {'classId':0,'cx':'.5','cy':0.5,'w':0.2,'h':0.1}",
                "cx          | {'classId':0,'cx':1.5, 'cy':0.5,'w':0.2,'h':0.1}",
                "classId     | {             'cx':0.5,'cy':0.5,'w':0.2,'h':0.1}",
                "classId     | {'classId':0.7,'cx':0.5,'cy':0.5,'w':0.2,'h':0.1}",
                "confidence  | {'classId':0,'cx':0.5, 'cy':0.5,'w':0.2,'h':0.1,'confidence':1}"
            })
    void anInvalidBoxIsRejectedWithTheFieldsName(String field, String box) {
        label(frameId, "[" + box.replace('\'', '"') + "]")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("detail", containsString(field));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "author | {'boxes':[]}",
                "author | {'author':null,'boxes':[]}",
                "author | {'author':7,'boxes':[]}",
                "boxes  | {'author':'anna'}",
                "boxes  | {'author':'anna','boxes':null}",
                "box    | {'author':'anna','boxes':[],'box':[]}"
            })
    void anInvalidLabelIsRejectedWithTheFieldsName(String field, String body) {
        post("/api/frames/" + frameId + "/labels", body.replace('\'', '"'))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("detail", containsString(field));
    }

    @Test
    void aBodyThatIsNotJsonIsRejected() {
        label(frameId, "[{\"classId\":0,\"cx\":NaN,\"cy\":0.5,\"w\":0.2,\"h\":0.1}]")
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void aLabelOfAnUnknownFrameIsNotFound() {
        label(UUID.randomUUID().toString(), "[]").statusCode(404).contentType("application/problem+json");
    }

    @Test
    void anInvalidLabelDoesNotAffectTheOthersOfItsRequest() {
        String outside = bulkLabel(frameId, "[{\"classId\":0,\"cx\":9,\"cy\":0,\"w\":1,\"h\":1}]");
        String incomplete = bulkLabel(frameId, "[{\"classId\":0,\"cy\":0,\"w\":1,\"h\":1}]");
        String unknown = bulkLabel(UUID.randomUUID().toString(), "[]");
        String valid = bulkLabel(frameId, "[" + FISH + "]");

        ValidatableResponse response = post(
                "/api/labels", "{\"labels\":[" + String.join(",", outside, incomplete, unknown, valid, "{}") + "]}");

        response.statusCode(200)
                .body("labels.status", equalTo(List.of("REJECTED", "REJECTED", "REJECTED", "LABELLED", "REJECTED")))
                .body("labels[0].reason", containsString("boxes[0].cx"))
                .body("labels[1].reason", containsString("boxes[0].cx"))
                .body("labels[2].reason", containsString("does not exist"))
                .body("labels[4].reason", containsString("frameId"));
    }

    private static String bulkLabel(String frameId, String boxes) {
        return "{\"frameId\":\"" + frameId + "\",\"author\":\"anna\",\"boxes\":" + boxes + "}";
    }

    @Test
    void aBulkRequestWithoutLabelsIsRejected() {
        post("/api/labels", "{\"label\":[]}").statusCode(422).contentType("application/problem+json");
    }

    private static final String FISH_OF_NO_WIDTH = FISH.replace("0.2", "1e-300");

    @Test
    void oneBadLabelOfABulkRequestNeverStopsTheOthers() {
        String second = uploaded();
        List<String> labels = List.of(
                bulkLabel(frameId, "[null]"),
                "null",
                "7",
                "[]",
                bulkLabel(frameId, "[" + FISH + "]").replace("anna", "an\\u0000na"),
                bulkLabel(frameId, "[" + FISH + "]").replace("anna", "an\\ud800na"),
                bulkLabel("no-uuid", "[]"),
                bulkLabel(frameId, "[" + FISH_OF_NO_WIDTH + "]"),
                bulkLabel(frameId, "[" + FISH.replace("0.5", "0.99") + "]"),
                bulkLabel(frameId, "[" + FISH + "]"),
                bulkLabel(frameId, "[]"),
                bulkLabel(second, "[" + FISH + "]"));

        ValidatableResponse response = post("/api/labels", "{\"labels\":[" + String.join(",", labels) + "]}")
                .statusCode(200);

        List<String> statuses = response.extract().path("labels.status");
        assertThat(statuses)
                .startsWith("REJECTED", "REJECTED", "REJECTED", "REJECTED", "REJECTED", "REJECTED", "REJECTED")
                .endsWith("REJECTED", "REJECTED", "LABELLED", "REJECTED", "LABELLED");
        response.body("labels[0].reason", containsString("boxes[0]"))
                .body("labels[4].reason", containsString("'author' contains the character U+0000"))
                .body("labels[5].reason", containsString("U+D800"))
                .body("labels[6].reason", containsString("'frameId'"))
                .body("labels[7].reason", containsString("no area"))
                .body("labels[8].reason", containsString("beyond the image"))
                .body("labels[10].reason", containsString("labels[9]"));
        List<String> reasons = response.extract().path("labels.reason");
        assertThat(String.join(
                        "\n", reasons.stream().filter(reason -> reason != null).toList()))
                .doesNotContain("io.nerest", "Cannot", "java.", "JsonReadFeature", "`");
    }

    @Test
    void aBulkRequestThatIsRepeatedStoresNoLabelTwice() {
        String request = "{\"labels\":[" + bulkLabel(frameId, "[" + FISH + "]") + "]}";

        bulk("import-1", request).body("labels[0].revision", equalTo(1));
        label(frameId, "[]").body("revision", equalTo(2));
        bulk("import-1", request).body("labels[0].revision", equalTo(1));

        get("/api/frames/" + frameId + "/labels").then().body("revision", equalTo(List.of(2, 1)));
        bulk("import-2", request).body("labels[0].revision", equalTo(3));
    }

    @Test
    void anIdempotencyKeyWithAnotherBodyIsRefusedAndARepetitionHasTheFirstAnswer() {
        String key = UUID.randomUUID().toString();
        String body = "{\"author\":\"anna\",\"boxes\":[" + FISH + "],\"baseRevision\":0}";
        String path = "/api/frames/" + frameId + "/labels";

        String first = keyed(key, path, body).statusCode(201).extract().asString();
        label(frameId, "[]").body("revision", equalTo(2));

        // Without the key, 'baseRevision' would refuse it now.
        assertThat(keyed(key, path, body).statusCode(201).extract().asString()).isEqualTo(first);
        keyed(key, path, body.replace("anna", "boris"))
                .statusCode(422)
                .body("errors[0].field", equalTo("Idempotency-Key"))
                .body("detail", containsString("was used for another request"));
        keyed(UUID.randomUUID().toString(), path, body).statusCode(409);
        // A key belongs to its path.
        keyed(key, "/api/frames/" + uploaded() + "/labels", body).statusCode(201);
        get(path).then().body("revision", equalTo(List.of(2, 1)));

        bulk(key, "{\"labels\":[" + bulkLabel(frameId, "[" + FISH + "]") + "]}").statusCode(200);
        bulk(key, "{\"labels\":[]}").statusCode(422).body("errors[0].field", equalTo("Idempotency-Key"));
    }

    private static ValidatableResponse keyed(String key, String path, String body) {
        return given().contentType("application/json")
                .header("Idempotency-Key", key)
                .body(body)
                .post(path)
                .then();
    }

    @Test
    void anIdempotencyKeyThatCannotBeStoredIsRejectedByName() {
        bulk("k".repeat(201), "{\"labels\":[]}").statusCode(422).body("errors[0].field", equalTo("Idempotency-Key"));
    }

    @Test
    void labelsOfAnUnknownFrameAreNotFound() {
        get("/api/frames/" + UUID.randomUUID() + "/labels")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("does not exist"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null"})
    void anEmptyBodyIsRejectedWithAReason(String body) {
        for (String path : List.of("/api/labels", "/api/frames/" + frameId + "/labels")) {
            post(path, body)
                    .statusCode(422)
                    .contentType("application/problem+json")
                    .body("detail", containsString("the body is empty"));
        }
    }

    @Test
    void aBulkRequestAboveTheLimitForJsonIsRejected() {
        post("/api/labels", " ".repeat(4_194_305))
                .statusCode(413)
                .contentType("application/problem+json")
                .body("detail", containsString("at most 4194304"));
    }

    private static ValidatableResponse bulk(String key, String body) {
        return given().contentType("application/json")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/labels")
                .then();
    }
}
