package io.nerest.ingest;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.nerest.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class LabelTest {
    private static final String STREAM = "label-cam";
    private static final String FISH = "{\"classId\":0,\"cx\":0.5,\"cy\":0.5,\"w\":0.2,\"h\":0.1}";

    private String frameId = "";

    @BeforeEach
    void uploadAFrame() {
        given().contentType("application/json").body("{}").put("/api/streams/" + STREAM);
        frameId = given().multiPart("streamId", STREAM)
                .multiPart("image", "a.jpg", UploadImages.jpeg(64, 48))
                .post("/api/frames")
                .path("frames[0].frameId");
    }

    private static ValidatableResponse label(String frame, String boxes) {
        return given().contentType("application/json")
                .body("{\"author\":\"anna\",\"boxes\":" + boxes + "}")
                .post("/api/frames/" + frame + "/labels")
                .then();
    }

    @Test
    void aLabelIsKeptAndALaterOneOutranksIt() {
        label(frameId, "[" + FISH + "]").statusCode(201).body("revision", equalTo(1));
        label(frameId, "[]").statusCode(201).body("revision", equalTo(2));

        get("/api/frames/" + frameId + "/labels")
                .then()
                .body("revision", equalTo(java.util.List.of(2, 1)))
                .body("[0].boxes.size()", equalTo(0));
    }

    @Test
    void theSameLabelAgainIsNoNewOne() {
        label(frameId, "[" + FISH + "]").body("revision", equalTo(1));
        label(frameId, "[" + FISH + "]").statusCode(201).body("revision", equalTo(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"classId\":0,\"cx\":1.5,\"cy\":0.5,\"w\":0.2,\"h\":0.1}]",
                "[{\"classId\":0,\"cx\":0.5,\"cy\":-0.1,\"w\":0.2,\"h\":0.1}]",
                "[{\"classId\":0,\"cx\":\"NaN\",\"cy\":0.5,\"w\":0.2,\"h\":0.1}]",
                "[{\"classId\":0,\"cx\":0.5,\"cy\":0.5,\"w\":0,\"h\":0.1}]",
                "[{\"classId\":-1,\"cx\":0.5,\"cy\":0.5,\"w\":0.2,\"h\":0.1}]"
            })
    void boxesBeyondThePictureOrWithoutSenseAreRefused(String boxes) {
        label(frameId, boxes).statusCode(422).contentType("application/problem+json");
    }

    @Test
    void aNumberThatIsNoJsonIsRefused() {
        label(frameId, "[{\"classId\":0,\"cx\":NaN,\"cy\":0.5,\"w\":0.2,\"h\":0.1}]")
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void anUnknownClassIsRefusedWithTheKnownOnes() {
        label(frameId, "[{\"classId\":7,\"cx\":0.5,\"cy\":0.5,\"w\":0.2,\"h\":0.1}]")
                .statusCode(422)
                .body("detail", containsString("fish"));
    }

    @Test
    void aLabelForAnUnknownFrameIs404() {
        label(UUID.randomUUID().toString(), "[]").statusCode(404).contentType("application/problem+json");
    }

    @Test
    void oneBadLabelDoesNotHoldUpTheOthersOfItsRequest() {
        String bad = "{\"frameId\":\"" + frameId
                + "\",\"author\":\"a\",\"boxes\":[{\"classId\":0,\"cx\":9,\"cy\":0,\"w\":1,\"h\":1}]}";
        String unknown = "{\"frameId\":\"" + UUID.randomUUID() + "\",\"author\":\"a\",\"boxes\":[]}";
        String good = "{\"frameId\":\"" + frameId + "\",\"author\":\"a\",\"boxes\":[" + FISH + "]}";

        given().contentType("application/json")
                .body("{\"labels\":[" + bad + "," + unknown + "," + good + ",{}]}")
                .post("/api/labels")
                .then()
                .statusCode(200)
                .body("labels.status", equalTo(java.util.List.of("REJECTED", "REJECTED", "LABELLED", "REJECTED")))
                .body("labels[0].reason", containsString("cx"));
    }
}
