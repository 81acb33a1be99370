package io.nerest.ingest.label;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

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

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class LabelResourceTest {
    private static final String STREAM = "label-cam";
    private static final String FISH = "{\"classId\":0,\"cx\":0.5,\"cy\":0.5,\"w\":0.2,\"h\":0.1}";

    private String frameId = "";

    @BeforeEach
    void uploadAFrame() {
        given().contentType("application/json").body("{}").put("/api/streams/" + STREAM);
        frameId = given().multiPart("streamId", STREAM)
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
}
