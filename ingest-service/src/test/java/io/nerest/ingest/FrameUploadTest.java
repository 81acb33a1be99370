package io.nerest.ingest;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.nerest.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class FrameUploadTest {
    private static final String STREAM = "upload-cam";

    @BeforeEach
    void registerStream() {
        given().contentType("application/json").body("{}").put("/api/streams/" + STREAM);
    }

    private static ValidatableResponse upload(byte[] picture, String name) {
        return given().multiPart("streamId", STREAM)
                .multiPart("image", name, picture)
                .post("/api/frames")
                .then();
    }

    private static void refused(byte[] picture, int status, String reason) {
        upload(picture, "frame.jpg")
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("detail", containsString(reason));
    }

    @Test
    void aPictureBecomesAFrameAndComesBackByteForByte() {
        byte[] picture = UploadImages.jpeg(320, 180);

        String id = upload(picture, "a.jpg").statusCode(200).extract().path("frames[0].frameId");

        get("/api/frames/" + id)
                .then()
                .statusCode(200)
                .body("streamId", equalTo(STREAM))
                .body("width", equalTo(320))
                .body("height", equalTo(180))
                .body("source", equalTo("UPLOAD"));
        assertThat(get("/api/frames/" + id + "/image").asByteArray()).isEqualTo(picture);
    }

    @Test
    void theSamePictureTwiceIsOneFrameAndTheAnswerSaysSo() {
        byte[] picture = UploadImages.jpeg(64, 48);
        String first = upload(picture, "a.jpg").extract().path("frames[0].frameId");

        upload(picture, "b.jpg")
                .statusCode(200)
                .body("frames[0].status", equalTo("DUPLICATE"))
                .body("frames[0].frameId", equalTo(first));
    }

    @Test
    void oneBadPictureDoesNotHoldUpTheOthersOfItsRequest() {
        given().multiPart("streamId", STREAM)
                .multiPart("image", "good.jpg", UploadImages.jpeg(64, 48))
                .multiPart("image", "bad.jpg", "no picture".getBytes(StandardCharsets.UTF_8))
                .multiPart("image", "too.jpg", UploadImages.jpeg(64, 48))
                .post("/api/frames")
                .then()
                .statusCode(200)
                .body("frames.status", equalTo(java.util.List.of("REGISTERED", "REJECTED", "REGISTERED")));
    }

    @Test
    void whatIsNoPictureIsRefused() {
        refused("no picture".getBytes(StandardCharsets.UTF_8), 422, "");
        refused(new byte[0], 422, "");
    }

    @Test
    void aTruncatedJpegIsRefused() {
        refused(UploadImages.truncatedJpeg(), 422, "truncated");
    }

    @Test
    void aPictureOfOnePixelIsRefused() {
        refused(UploadImages.jpeg(1, 1), 422, "1x1 pixels are too few");
    }

    @Test
    void aHeaderOfThirtyThousandPixelsASideIsRefusedBeforeAnythingIsDecoded() {
        refused(UploadImages.hugePng(), 422, "30000x30000 pixels are too many");
    }

    @Test
    void anAnimatedGifIsRefused() {
        refused(UploadImages.animatedGif(), 422, "animated");
    }

    @Test
    void aTurnedPictureHasTheSizeItIsSeenIn() {
        String id = upload(UploadImages.turnedJpeg(), "turned.jpg")
                .statusCode(200)
                .extract()
                .path("frames[0].frameId");

        get("/api/frames/" + id).then().body("width", equalTo(48)).body("height", equalTo(64));
    }

    @Test
    void greyAndSixteenBitPicturesAreTaken() {
        upload(UploadImages.grey(), "grey.jpg").statusCode(200).body("frames[0].status", equalTo("REGISTERED"));
        upload(UploadImages.sixteenBitPng(), "deep.png")
                .statusCode(200)
                .body("frames[0].status", equalTo("REGISTERED"));
    }

    @Test
    void aBodyOfSixtyMegabytesIsRefusedAsTooLarge() {
        refused(new byte[60_000_000], 413, "at most 40,000,000");
    }

    @Test
    void aFileNameThatClimbsOutOfItsFolderIsRefused() {
        upload(UploadImages.jpeg(64, 48), "../../etc/passwd.jpg")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("detail", containsString("is a path"));
    }

    @Test
    void anUnknownStreamIsRefused() {
        given().multiPart("streamId", "nobody-knows")
                .multiPart("image", "a.jpg", UploadImages.jpeg(64, 48))
                .post("/api/frames")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("nobody-knows"));
    }

    @Test
    void aMomentFromTomorrowIsRefused() {
        given().multiPart("streamId", STREAM)
                .multiPart("capturedAt", Instant.now().plus(Duration.ofDays(1)).toString())
                .multiPart("image", "a.jpg", UploadImages.jpeg(64, 48))
                .post("/api/frames")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("detail", containsString("set the camera's clock"));
    }

    @Test
    void aMomentThatIsNoneIsRefused() {
        given().multiPart("streamId", STREAM)
                .multiPart("capturedAt", "yesterday")
                .multiPart("image", "a.jpg", UploadImages.jpeg(64, 48))
                .post("/api/frames")
                .then()
                .statusCode(400)
                .body("detail", containsString("yesterday"));
    }

    @Test
    void aFormWithoutStreamOrImageIsRefused() {
        given().multiPart("image", "a.jpg", UploadImages.jpeg(64, 48))
                .post("/api/frames")
                .then()
                .statusCode(400)
                .body("detail", containsString("streamId"));
        given().multiPart("streamId", STREAM)
                .post("/api/frames")
                .then()
                .statusCode(400)
                .body("detail", containsString("image"));
    }

    @Test
    void anUnknownFrameIs404() {
        get("/api/frames/" + UUID.randomUUID()).then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void framesAreListedPageByPageInTheOrderOfTheirRegistration() {
        String stream = "paged-cam";
        given().contentType("application/json").body("{}").put("/api/streams/" + stream);
        for (int i = 0; i < 3; i++) {
            given().multiPart("streamId", stream)
                    .multiPart("image", i + ".jpg", UploadImages.jpeg(64, 48))
                    .post("/api/frames")
                    .then()
                    .statusCode(200);
        }

        var first = get("/api/frames?stream=" + stream + "&limit=2").then().extract();
        var second = get("/api/frames?stream=" + stream + "&limit=2&after=" + first.path("next"))
                .then()
                .extract();

        assertThat(first.<java.util.List<Object>>path("frames")).hasSize(2);
        assertThat(second.<java.util.List<Object>>path("frames")).hasSize(1);
    }
}
