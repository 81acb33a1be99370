package io.nerest.ingest;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.nerest.service.objects.ObjectStore;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.access.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that try to break the service. The build bounds the heap of this module's tests. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class HostileRequestsTest {
    private static final String STREAM = "hostile-cam";

    @TestHTTPResource("/api/frames")
    URI frames;

    @Inject
    ObjectStore store;

    @TempDir
    Path folder;

    @BeforeEach
    void registerStream() {
        given().contentType("application/json").body("{}").put("/api/streams/" + STREAM);
    }

    private static RequestSpecification form() {
        return given().multiPart("streamId", STREAM);
    }

    private static String uploaded(byte[] image) {
        return form().multiPart("image", "a.jpg", image).post("/api/frames").path("frames[0].frameId");
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status, String detail) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("detail", containsString(detail));
    }

    @Test
    void twelveConcurrentUploadsOf22MegabytesFitIntoASmallHeap() throws Exception {
        byte[] image = UploadedImages.longBmp(22);
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        List<CompletableFuture<HttpResponse<String>>> uploads = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Path file = Files.write(folder.resolve(i + ".bmp"), image);
            try (RandomAccessFile other = new RandomAccessFile(file.toFile(), "rw")) {
                other.seek(image.length - 1_000L);
                other.write(i);
            }
            files.add(file);
        }

        for (Path file : files) {
            uploads.add(client.sendAsync(upload(file), HttpResponse.BodyHandlers.ofString()));
        }

        assertThat(Runtime.getRuntime().maxMemory())
                .as("heap of the test, in bytes")
                .isLessThan(2L * 12 * image.length);
        assertThat(uploads)
                .allSatisfy(upload -> assertThat(upload.get().statusCode())
                        .as(upload.get().body())
                        .isEqualTo(200));
    }

    /** A request that sends a file from the disk: a test of memory must not hold it itself. */
    private HttpRequest upload(Path file) throws IOException {
        String head = "--x\r\nContent-Disposition: form-data; name=\"streamId\"\r\n\r\n" + STREAM
                + "\r\n--x\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.bmp\"\r\n\r\n";
        return HttpRequest.newBuilder(frames)
                .header("Content-Type", "multipart/form-data; boundary=x")
                .header("Authorization", "Bearer " + TestTokens.LAUNCHER)
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(head),
                        BodyPublishers.ofFile(file),
                        BodyPublishers.ofString("\r\n--x--\r\n")))
                .build();
    }

    @Test
    void anImageLongerThanTheLimitIsRejected() throws Exception {
        Path file = Files.write(folder.resolve("long.bmp"), new byte[31_000_001]);

        HttpResponse<String> response =
                HttpClient.newHttpClient().send(upload(file), HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("31,000,000");
    }

    @Test
    void aDamagedImageIsRejectedAtIntake() {
        ValidatableResponse response = form().multiPart("image", "a.jpg", UploadedImages.damagedJpeg())
                .post("/api/frames")
                .then();

        problem(response, 422, "the JPEG is damaged");
    }

    @ParameterizedTest
    @CsvSource({
        "0000001c667479706176696600000000617669666d696631, AVIF images are not supported",
        "0000001866747970686569630000000068656963,         HEIC images are not supported",
        "0000000c6a5020200d0a870a00000014667479706a703220, JPEG 2000 images are not supported"
    })
    void anImageOfAnUnsupportedFormatIsRejectedByItsName(String hex, String reason) {
        ValidatableResponse response = form().multiPart(
                        "image", "a", HexFormat.of().parseHex(hex))
                .post("/api/frames")
                .then();

        problem(response, 422, reason).body("detail", containsString("send JPEG, PNG"));
    }

    @Test
    void aFormOf2000FilesIsRejected() {
        RequestSpecification form = form();
        for (int i = 0; i < 2_000; i++) {
            form.multiPart("image", "a" + i + ".jpg", new byte[] {1});
        }

        ValidatableResponse response = form.post("/api/frames").then();

        problem(response, 413, "the limit is 256").body("errors[0].field", equalTo("image"));
    }

    @Test
    void anUnknownFieldOfAFormIsRejectedByName() {
        ValidatableResponse response = form().multiPart("capturedat", "2026-01-01T00:00:00Z")
                .multiPart("image", "a.jpg", UploadedImages.jpeg(64, 48))
                .post("/api/frames")
                .then();

        problem(response, 422, "did you mean 'capturedAt'?").body("errors[0].field", equalTo("capturedat"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-01-01T00:00:00Z",
                "-999999999-01-01T00:00:00Z",
                "+999999999-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z",
                "99999999999999-01-01T00:00:00Z",
                "2026-02-30T00:00:00Z",
                "now\u0000"
            })
    void anExtremeCaptureTimeIsRejectedByName(String time) {
        ValidatableResponse response = form().multiPart("capturedAt", time)
                .multiPart("image", "a.jpg", UploadedImages.jpeg(64, 48))
                .post("/api/frames")
                .then();

        problem(response, 422, "capturedAt").body("errors[0].field", equalTo("capturedAt"));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/frames?streamId=x,              streamId, did you mean 'stream'?",
        "/api/frames?limit=abc,               limit,    must be a whole number",
        "/api/frames?limit=99999999999,       limit,    must be a whole number",
        "/api/frames?limit=0,                 limit,    must be in 1..1000",
        "/api/frames?limit=,                  limit,    must be a whole number",
        "/api/frames?limit=1&limit=2,         limit,    occurs 2 times",
        "/api/frames?after=x,                 after,    must be a UUID",
        "/api/frames?stream=%00,              stream,   U+0000",
        "/api/streams?limit=1,                limit,    has no query parameters",
        "/api/rejections?limit=1,             limit,    has no query parameters",
        "/api/frames/x,                       id,       must be a UUID",
        "/api/frames/x/labels,                id,       must be a UUID",
    })
    void aWrongParameterIsRejectedByName(String path, String field, String reason) {
        ValidatableResponse response =
                given().urlEncodingEnabled(false).get(path).then();

        problem(response, 422, reason).body("errors[0].field", equalTo(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "a\\u0000b", "\\ud800", "\\udc00\\ud800", "   ", ""})
    void aStreamNameThatCannotBeStoredIsRejectedByName(String name) {
        ValidatableResponse response = given().contentType("application/json")
                .body("{\"name\":\"" + name + "\"}")
                .put("/api/streams/hostile-" + UUID.randomUUID())
                .then();

        problem(response, 422, "name").body("errors[0].field", equalTo("name"));
    }

    @Test
    void aNameThatOccursTwiceIsRejected() {
        ValidatableResponse response = given().contentType("application/json")
                .body("{\"name\":\"a\",\"name\":\"b\"}")
                .put("/api/streams/" + STREAM)
                .then();

        problem(response, 422, "'name' occurs twice");
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /api/frames, 405", "GET, /api/nothing, 404", "GET, /nothing, 404", "PATCH, /api/streams/a, 405"
    })
    void anUnknownResourceOrMethodIsAProblem(String method, String path, int status) {
        problem(given().request(method, path).then(), status, "/q/openapi");
    }

    @Test
    void anUnsupportedContentTypeIsAProblem() {
        problem(given().contentType("text/plain").body("x").post("/api/labels").then(), 415, "Content-Type");
        problem(given().accept("image/png").get("/api/streams").then(), 406, "Accept");
    }

    @Test
    void anImageThatWasDeletedFromTheStoreIsNotFound() {
        String id = uploaded(UploadedImages.jpeg(64, 48));
        String sha256 = get("/api/frames/" + id).path("sha256");
        store.remove("images/" + STREAM + "/" + sha256 + ".jpg");

        problem(get("/api/frames/" + id + "/image").then(), 404, "no longer in the object store");
    }

    @Test
    void partsOfAnImageAreReturned() {
        byte[] image = UploadedImages.jpeg(64, 48);
        String path = "/api/frames/" + uploaded(image) + "/image";

        byte[] part = given().header("Range", "bytes=10-19")
                .get(path)
                .then()
                .statusCode(206)
                .header("Content-Range", "bytes 10-19/" + image.length)
                .header("Content-Length", "10")
                .contentType("image/jpeg")
                .extract()
                .asByteArray();

        assertThat(part).isEqualTo(java.util.Arrays.copyOfRange(image, 10, 20));
        assertThat(given().header("Range", "bytes=-5").get(path).asByteArray())
                .isEqualTo(java.util.Arrays.copyOfRange(image, image.length - 5, image.length));
        assertThat(given().header("Range", "bytes=5-99999999").get(path).asByteArray())
                .isEqualTo(java.util.Arrays.copyOfRange(image, 5, image.length));
        given().header("Range", "bytes=0-1,4-5").get(path).then().statusCode(200);
        given().header("Range", "bytes=0-1")
                .header("If-Range", "\"other\"")
                .get(path)
                .then()
                .statusCode(200);
        problem(given().header("Range", "bytes=" + image.length + "-").get(path).then(), 416, "'Range'")
                .header("Content-Range", "bytes */" + image.length);
    }

    @Test
    void anImageThatTheClientHasIsNotSentAgain() {
        byte[] image = UploadedImages.jpeg(64, 48);
        String path = "/api/frames/" + uploaded(image) + "/image";
        String tag = get(path).then().statusCode(200).extract().header("ETag");

        assertThat(given().header("If-None-Match", tag)
                        .get(path)
                        .then()
                        .statusCode(304)
                        .header("ETag", tag)
                        .extract()
                        .asByteArray())
                .isEmpty();
        given().header("If-None-Match", "\"other\"").get(path).then().statusCode(200);
    }
}
