package io.nerest.ingest.frame;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.nerest.ingest.UploadedImages;
import io.nerest.service.objects.ObjectStore;
import io.nerest.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class FrameUploadTest {
    private static final String STREAM = "upload-cam";

    @Inject
    ObjectStore store;

    @Inject
    UnconfirmedUploads unconfirmed;

    @BeforeEach
    void registerStream() {
        given().contentType("application/json").body("{}").put("/api/streams/" + STREAM);
    }

    private static RequestSpecification form(String streamId) {
        return given().multiPart("streamId", streamId);
    }

    private static ValidatableResponse upload(byte[] image, String name) {
        return form(STREAM).multiPart("image", name, image).post("/api/frames").then();
    }

    private static void assertProblem(ValidatableResponse response, int status, String detail) {
        response.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("detail", containsString(detail));
    }

    @Test
    void anImageBecomesAFrameAndIsReturnedByteForByte() {
        byte[] image = UploadedImages.jpeg(320, 180);

        String id = upload(image, "a.jpg").statusCode(200).extract().path("frames[0].frameId");

        get("/api/frames/" + id)
                .then()
                .statusCode(200)
                .body("streamId", equalTo(STREAM))
                .body("width", equalTo(320))
                .body("height", equalTo(180))
                .body("source", equalTo("UPLOAD"));
        assertThat(get("/api/frames/" + id + "/image").asByteArray()).isEqualTo(image);
    }

    private static String uploadTo(String stream, Instant capturedAt) {
        return form(stream)
                .multiPart("capturedAt", capturedAt.toString())
                .multiPart("image", "a.jpg", UploadedImages.jpeg(64, 48))
                .post("/api/frames")
                .path("frames[0].frameId");
    }

    @Test
    void framesAreFoundByTimeByPlaceAndByTheirNeighbours() {
        given().contentType("application/json").body("{}").put("/api/streams/timed-cam");
        Instant noon = Instant.parse("2026-08-01T12:00:00Z");
        List<String> ids = List.of(
                uploadTo("timed-cam", noon.plusSeconds(2)),
                uploadTo("timed-cam", noon),
                uploadTo("timed-cam", noon.plusSeconds(3)),
                uploadTo("timed-cam", noon.plusSeconds(1)));

        get("/api/frames/" + ids.get(0) + "/neighbours?count=1")
                .then()
                .body("before.id", equalTo(List.of(ids.get(3))))
                .body("after.id", equalTo(List.of(ids.get(2))));
        get("/api/frames/" + ids.get(0) + "/neighbours?count=5")
                .then()
                .body("before.id", equalTo(List.of(ids.get(3), ids.get(1))));
        get("/api/frames?stream=timed-cam&from=2026-08-01T12:00:01Z&to=2026-08-01T12:00:03Z")
                .then()
                .body("frames.id", equalTo(List.of(ids.get(0), ids.get(3))))
                .body("total", nullValue());
        get("/api/frames?stream=timed-cam&skip=3&limit=2")
                .then()
                .body("frames.id", equalTo(List.of(ids.get(3))))
                .body("total", equalTo(4));
        assertProblem(get("/api/frames?from=noon").then(), 422, "'from' must be a time");
        assertProblem(get("/api/frames?skip=1&after=" + ids.get(0)).then(), 422, "'skip'");
        assertProblem(get("/api/frames/" + ids.get(0) + "/neighbours?count=0").then(), 422, "'count' is 0");
        get("/api/frames/" + UUID.randomUUID() + "/neighbours").then().statusCode(404);
    }

    @Test
    void theHealthOfAStreamShowsItsLastFrameItsRateAndItsGap() {
        given().contentType("application/json").body("{}").put("/api/streams/health-cam");
        String none = "find { it.id == 'health-cam' }";
        get("/api/streams/health").then().body(none + ".frames", equalTo(0)).body(none + ".lastFrame", nullValue());

        Instant noon = Instant.parse("2026-08-01T12:00:00Z");
        String newest = uploadTo("health-cam", noon.plusSeconds(9));
        uploadTo("health-cam", noon);

        ValidatableResponse health = get("/api/streams/health").then();
        health.body(none + ".frames", equalTo(2))
                .body(none + ".framesLastHour", equalTo(2))
                .body(none + ".lastFrame.id", equalTo(newest));
        Float gap = health.extract().path(none + ".longestGapSeconds");
        assertThat(gap).isBetween(0f, 60f);
    }

    @Test
    void aThumbnailIsASmallJpegThatClientsKeep() throws Exception {
        String id =
                upload(UploadedImages.jpeg(1280, 720), "large.jpg").extract().path("frames[0].frameId");

        var answer = get("/api/frames/" + id + "/thumbnail?side=160");

        assertThat(answer.contentType()).isEqualTo("image/jpeg");
        var thumbnail = ImageIO.read(new ByteArrayInputStream(answer.asByteArray()));
        assertThat(thumbnail.getWidth()).isEqualTo(160);
        assertThat(thumbnail.getHeight()).isEqualTo(90);
        given().header("If-None-Match", answer.header("ETag"))
                .get("/api/frames/" + id + "/thumbnail?side=160")
                .then()
                .statusCode(304);
        assertProblem(get("/api/frames/" + id + "/thumbnail?side=9").then(), 422, "'side' is 9");
        get("/api/frames/" + UUID.randomUUID() + "/thumbnail").then().statusCode(404);
    }

    @Test
    void darknessAndContrastOfAFrameAreMeasured() throws Exception {
        String id =
                upload(UploadedImages.jpeg(640, 360), "bright.jpg").extract().path("frames[0].frameId");

        var answer = get("/api/frames/" + id + "/visibility");

        answer.then().statusCode(200).body("dark", equalTo(false)).body("turbid", equalTo(false));
        Float brightness = answer.path("brightness");
        assertThat(brightness).isBetween(0.2f, 1f);
        given().header("If-None-Match", answer.header("ETag"))
                .get("/api/frames/" + id + "/visibility")
                .then()
                .statusCode(304);
        get("/api/frames/" + UUID.randomUUID() + "/visibility").then().statusCode(404);
    }

    @Test
    void theSameImageTwiceIsOneFrame() {
        byte[] image = UploadedImages.jpeg(64, 48);
        String first = upload(image, "a.jpg").extract().path("frames[0].frameId");

        ValidatableResponse second = upload(image, "b.jpg");

        second.statusCode(200).body("frames[0].status", equalTo("DUPLICATE")).body("frames[0].frameId", equalTo(first));
    }

    private static ValidatableResponse uploadWith(String key, byte[] image) {
        return form(STREAM)
                .header("Idempotency-Key", key)
                .multiPart("image", "a.jpg", image)
                .post("/api/frames")
                .then();
    }

    @Test
    void aRepeatedUploadWithAnIdempotencyKeyHasTheAnswerOfTheFirstAndAnotherUploadIsRefused() {
        String key = UUID.randomUUID().toString();
        byte[] image = UploadedImages.jpeg(64, 48);

        String first = uploadWith(key, image)
                .statusCode(200)
                .body("frames[0].status", equalTo("REGISTERED"))
                .extract()
                .asString();

        assertThat(uploadWith(key, image).statusCode(200).extract().asString()).isEqualTo(first);
        uploadWith(UUID.randomUUID().toString(), image).body("frames[0].status", equalTo("DUPLICATE"));
        ValidatableResponse other = uploadWith(key, UploadedImages.jpeg(64, 48));
        assertProblem(other, 422, "'Idempotency-Key' was used for another request");
        other.body("errors[0].field", equalTo("Idempotency-Key"));
    }

    @Test
    void anIdempotencyKeyOfAFailedUploadMayBeUsedAgain() {
        String key = UUID.randomUUID().toString();

        assertProblem(uploadWith(key, UploadedImages.truncatedJpeg()), 422, "JPEG");
        uploadWith(key, UploadedImages.jpeg(64, 48)).statusCode(200).body("frames[0].status", equalTo("REGISTERED"));
    }

    @Test
    void nearDuplicatesAreMarkedAndListedButNotDropped() {
        String stream = "near-" + UUID.randomUUID();
        given().contentType("application/json").body("{}").put("/api/streams/" + stream);
        List<String> ids = form(stream)
                .multiPart("capturedAt", "2026-08-01T12:00:00Z")
                .multiPart("image", "a.jpg", UploadedImages.scene(1, 640, 360, "jpg"))
                .multiPart("image", "small.jpg", UploadedImages.scene(1, 320, 180, "jpg"))
                .multiPart("image", "other.jpg", UploadedImages.scene(2, 640, 360, "jpg"))
                .multiPart("image", "a.png", UploadedImages.scene(1, 640, 360, "png"))
                .post("/api/frames")
                .then()
                .statusCode(200)
                .body("frames.status", equalTo(List.of("REGISTERED", "REGISTERED", "REGISTERED", "REGISTERED")))
                .extract()
                .path("frames.frameId");

        get("/api/frames/" + ids.get(0)).then().body("$", not(hasKey("nearDuplicateOf")));
        get("/api/frames/" + ids.get(1)).then().body("nearDuplicateOf", equalTo(ids.get(0)));
        get("/api/frames/" + ids.get(2)).then().body("$", not(hasKey("nearDuplicateOf")));
        get("/api/frames?nearDuplicateOf=" + ids.get(0) + "&skip=0")
                .then()
                .body("frames.id", equalTo(List.of(ids.get(1), ids.get(3))))
                .body("total", equalTo(2));
        get("/api/frames?stream=" + stream).then().body("frames.id", equalTo(ids));
        assertProblem(get("/api/frames?nearDuplicateOf=x").then(), 422, "nearDuplicateOf");
    }

    @Test
    void aRejectedImageDoesNotAffectTheOthersOfItsRequest() {
        ValidatableResponse response = form(STREAM)
                .multiPart("image", "good.jpg", UploadedImages.jpeg(64, 48))
                .multiPart("image", "bad.jpg", "not an image".getBytes(UTF_8))
                .multiPart("image", "too.jpg", UploadedImages.jpeg(64, 48))
                .post("/api/frames")
                .then();

        response.statusCode(200).body("frames.status", equalTo(List.of("REGISTERED", "REJECTED", "REGISTERED")));
    }

    @Test
    void everyImageIsCountedUnderItsOutcome() {
        FrameCounts before = get("/api/frames/counts").as(FrameCounts.class);
        byte[] image = UploadedImages.jpeg(64, 48);

        upload(image, "new.jpg");
        upload(image, "again.jpg");
        upload("not an image".getBytes(UTF_8), "bad.jpg");

        assertThat(get("/api/frames/counts").as(FrameCounts.class))
                .isEqualTo(new FrameCounts(before.registered() + 1, before.duplicates() + 1, before.rejected() + 1));
    }

    @Test
    void aRequestWithOnlyRejectedImagesHasTheStatusOfTheFirst() {
        assertProblem(upload(UploadedImages.animatedGif(), "a.gif"), 422, "animated");
    }

    @Test
    void aRotatedImageHasItsDisplayedSize() {
        String id =
                upload(UploadedImages.rotatedJpeg(), "rotated.jpg").extract().path("frames[0].frameId");

        get("/api/frames/" + id).then().body("width", equalTo(48)).body("height", equalTo(64));
    }

    @Test
    void aFileNameThatIsAPathIsRejected() {
        assertProblem(upload(UploadedImages.jpeg(64, 48), "../../etc/passwd.jpg"), 422, "is a path");
    }

    @Test
    void anUnknownStreamIsRejected() {
        ValidatableResponse response = form("missing-cam")
                .multiPart("image", "a.jpg", UploadedImages.jpeg(64, 48))
                .post("/api/frames")
                .then();

        assertProblem(response, 404, "missing-cam");
    }

    @Test
    void aCaptureTimeFromTomorrowIsRejected() {
        ValidatableResponse response = form(STREAM)
                .multiPart("capturedAt", Instant.now().plus(Duration.ofDays(1)).toString())
                .multiPart("image", "a.jpg", UploadedImages.jpeg(64, 48))
                .post("/api/frames")
                .then();

        assertProblem(response, 422, "set the camera's clock");
    }

    @Test
    void aCaptureTimeThatCannotBeParsedIsRejected() {
        ValidatableResponse response = form(STREAM)
                .multiPart("capturedAt", "yesterday")
                .multiPart("image", "a.jpg", UploadedImages.jpeg(64, 48))
                .post("/api/frames")
                .then();

        assertProblem(response, 422, "yesterday");
    }

    @Test
    void aFormWithoutAStreamIsRejected() {
        ValidatableResponse response = given().multiPart("image", "a.jpg", UploadedImages.jpeg(64, 48))
                .post("/api/frames")
                .then();

        assertProblem(response, 422, "streamId");
    }

    @Test
    void aFormWithoutAnImageIsRejected() {
        assertProblem(form(STREAM).post("/api/frames").then(), 422, "image");
    }

    @Test
    void anUnknownFrameIsNotFound() {
        assertProblem(get("/api/frames/" + UUID.randomUUID()).then(), 404, "does not exist");
    }

    @Test
    void framesAreListedInPagesInTheOrderOfRegistration() {
        String stream = "paged-" + UUID.randomUUID();
        given().contentType("application/json").body("{}").put("/api/streams/" + stream);
        RequestSpecification images = form(stream);
        for (int i = 0; i < 3; i++) {
            images.multiPart("image", i + ".jpg", UploadedImages.jpeg(64, 48));
        }
        List<String> ids = images.post("/api/frames").path("frames.frameId");

        ValidatableResponse first =
                get("/api/frames?stream=" + stream + "&limit=2").then();
        String next = first.extract().path("next");
        ValidatableResponse second =
                get("/api/frames?stream=" + stream + "&limit=2&after=" + next).then();

        first.body("frames.id", equalTo(ids.subList(0, 2)));
        second.body("frames.id", equalTo(ids.subList(2, 3))).body("next", nullValue());
    }

    private static ValidatableResponse postJson(String path, Map<String, ?> body) {
        return given().contentType("application/json").body(body).post(path).then();
    }

    private static int send(String url, byte[] image) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .PUT(HttpRequest.BodyPublishers.ofByteArray(image))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void anImageThatWasUploadedToTheStoreIsAFrameOnceItIsConfirmed() throws Exception {
        byte[] image = UploadedImages.jpeg(320, 180);
        ValidatableResponse ticket =
                postJson("/api/frames/tickets", Map.of("streamId", STREAM)).statusCode(200);
        String key = ticket.extract().path("key");
        Map<String, String> confirmation = Map.of("streamId", STREAM, "key", key, "capturedAt", "2026-08-01T12:00:00Z");

        assertProblem(postJson("/api/frames/confirmations", confirmation), 404, "nothing was uploaded");
        assertThat(send(ticket.extract().path("url"), image)).isEqualTo(200);
        String id = postJson("/api/frames/confirmations", confirmation)
                .statusCode(200)
                .body("status", equalTo("REGISTERED"))
                .extract()
                .path("frameId");
        postJson("/api/frames/confirmations", confirmation).statusCode(200).body("frameId", equalTo(id));

        assertThat(get("/api/frames/" + id + "/image").asByteArray()).isEqualTo(image);
        get("/api/frames/" + id).then().body("capturedAt", equalTo("2026-08-01T12:00:00Z"));
    }

    @Test
    void aConfirmedUploadIsCheckedLikeAnyOther() throws Exception {
        ValidatableResponse ticket = postJson("/api/frames/tickets", Map.of("streamId", STREAM));
        send(ticket.extract().path("url"), UploadedImages.truncatedJpeg());

        assertProblem(
                postJson(
                        "/api/frames/confirmations",
                        Map.of("streamId", STREAM, "key", ticket.extract().path("key"))),
                422,
                "JPEG");
        assertProblem(
                postJson("/api/frames/confirmations", Map.of("streamId", STREAM, "key", "images/" + STREAM + "/x.jpg")),
                422,
                "key");
        assertProblem(postJson("/api/frames/tickets", Map.of("streamId", "missing-cam")), 404, "missing-cam");
    }

    @Test
    void anUploadThatIsNotConfirmedIsRemovedAfterItsTime() throws Exception {
        ValidatableResponse ticket =
                postJson("/api/frames/tickets", Map.of("streamId", STREAM)).statusCode(200);
        String key = ticket.extract().path("key");
        send(ticket.extract().path("url"), UploadedImages.jpeg(320, 180));

        unconfirmed.removeOld(Instant.now());
        assertThat(store.stat(key)).as("while it may be confirmed").isPresent();
        unconfirmed.removeOld(Instant.now().plus(Duration.ofHours(25)));

        assertThat(store.stat(key)).isEmpty();
        assertProblem(
                postJson("/api/frames/confirmations", Map.of("streamId", STREAM, "key", key)),
                404,
                "nothing was uploaded");
    }
}
