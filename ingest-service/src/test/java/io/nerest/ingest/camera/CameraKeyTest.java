package io.nerest.ingest.camera;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.nerest.ingest.UploadedImages;
import io.nerest.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class CameraKeyTest {
    private final String stream = "camera-" + UUID.randomUUID();

    @Inject
    EntityManager rows;

    @BeforeEach
    void registerStream() {
        given().contentType("application/json").body("{}").put("/api/streams/" + stream);
    }

    private Response newKey() {
        return given().post("/api/streams/" + stream + "/keys");
    }

    private static ValidatableResponse upload(String key, String streamId, int images) {
        var form = given().header("Authorization", "Bearer " + key).multiPart("streamId", streamId);
        for (int i = 0; i < images; i++) {
            form.multiPart("image", i + ".jpg", UploadedImages.jpeg(64, 48));
        }
        return form.post("/api/frames").then();
    }

    @Test
    void aCameraUploadsToItsStreamAlone() {
        String key = newKey().then().statusCode(201).extract().path("key");
        given().contentType("application/json").body("{}").put("/api/streams/other");

        upload(key, stream, 1).statusCode(200).body("frames[0].status", equalTo("REGISTERED"));
        upload(key, "other", 1)
                .statusCode(403)
                .contentType("application/problem+json")
                .body("detail", containsString("is not the stream of this camera's key"));
        given().header("Authorization", "Bearer " + key)
                .get("/api/frames")
                .then()
                .statusCode(403);
    }

    @Test
    void aCameraConfirmsUploadsToTheStoreOfItsOwnStreamAlone() throws Exception {
        String camera = newKey().then().statusCode(201).extract().path("key");
        String other = "camera-" + UUID.randomUUID();
        given().contentType("application/json").body("{}").put("/api/streams/" + other);
        ValidatableResponse ofOther = ticket("", other).statusCode(200);
        send(ofOther.extract().path("url"));
        String keyOfOther = ofOther.extract().path("key");

        ticket(camera, other).statusCode(403).body("detail", containsString("'streamId' is not the stream"));
        confirm(camera, other, keyOfOther).statusCode(403);
        // The key of another stream's ticket under the camera's own stream.
        confirm(camera, stream, keyOfOther)
                .statusCode(422)
                .body("detail", containsString("not the key of a ticket of stream '" + stream + "'"));
        given().get("/api/frames?skip=0&stream=" + other).then().body("total", equalTo(0));

        ValidatableResponse own = ticket(camera, stream).statusCode(200);
        send(own.extract().path("url"));
        confirm(camera, stream, own.extract().path("key")).statusCode(200).body("status", equalTo("REGISTERED"));
        // The operator's confirmation of the other upload is not affected.
        confirm("", other, keyOfOther).statusCode(200).body("status", equalTo("REGISTERED"));
    }

    private static ValidatableResponse ticket(String camera, String streamId) {
        return as(camera)
                .body(Map.of("streamId", streamId))
                .post("/api/frames/tickets")
                .then();
    }

    private static ValidatableResponse confirm(String camera, String streamId, String key) {
        return as(camera)
                .body(Map.of("streamId", streamId, "key", key))
                .post("/api/frames/confirmations")
                .then();
    }

    private static RequestSpecification as(String camera) {
        RequestSpecification request = given().contentType("application/json");
        return camera.isEmpty() ? request : request.header("Authorization", "Bearer " + camera);
    }

    private static void send(String url) throws Exception {
        HttpRequest put = HttpRequest.newBuilder(URI.create(url))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(UploadedImages.jpeg(64, 48)))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(put, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aSecondKeyIsValidDuringRotationAndAThirdIsRefused() {
        String first = newKey().path("key");
        String firstId = given().get("/api/streams/" + stream + "/keys").path("[0].id");
        String second = newKey().path("key");

        newKey().then().statusCode(409).body("detail", containsString("has 2 keys already"));
        upload(first, stream, 1).statusCode(200);
        upload(second, stream, 1).statusCode(200);

        given().delete("/api/streams/" + stream + "/keys/" + firstId).then().statusCode(204);

        upload(first, stream, 1).statusCode(401).contentType("application/problem+json");
        upload(second, stream, 1).statusCode(200);
        newKey().then().statusCode(201);
    }

    @Test
    void onlyAHashOfTheSecretIsStoredAndListsDoNotShowIt() {
        String key = newKey().path("key");
        String secret = key.substring(key.lastIndexOf('_') + 1);

        given().get("/api/streams/" + stream + "/keys")
                .then()
                .body("$", hasSize(1))
                .body("[0].createdBy", equalTo("launcher"))
                .body("toString()", not(containsString(secret)));
        Object stored = rows.createNativeQuery("SELECT secret_sha256 FROM camera_key WHERE stream_id = :stream")
                .setParameter("stream", stream)
                .getSingleResult();
        assertThat(stored.toString()).hasSize(64).isNotEqualTo(secret);
    }

    @Test
    void aKeyWithAWrongSecretIsRefused() {
        String key = newKey().path("key");
        char last = key.charAt(key.length() - 1);

        upload(key.substring(0, key.length() - 1) + (last == '0' ? '1' : '0'), stream, 1)
                .statusCode(401);
        upload("nerest_camera_x", stream, 1).statusCode(401);
    }

    @Test
    void aCameraThatSendsTooMuchIsToldWhenToTryAgain() {
        String key = newKey().path("key");

        // 100 at once, 5 more per second: see application.properties of the tests.
        upload(key, stream, 90).statusCode(200);
        String seconds = upload(key, stream, 80)
                .statusCode(429)
                .contentType("application/problem+json")
                .body("detail", containsString("frames per second; try again in"))
                .extract()
                .header("Retry-After");

        assertThat(Integer.parseInt(seconds)).isBetween(1, 16);
        upload(key, stream, 101).statusCode(429).body("detail", containsString("send fewer images"));
    }
}
