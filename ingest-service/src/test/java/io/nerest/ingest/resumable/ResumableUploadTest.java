package io.nerest.ingest.resumable;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.nerest.ingest.UploadedImages;
import io.nerest.service.objects.ObjectStore;
import io.nerest.system.Sha256;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.access.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class ResumableUploadTest {
    private static final String STREAM = "resumable-cam";
    private static final String PART = "application/offset+octet-stream";

    @TestHTTPResource("/")
    URI server;

    @Inject
    ObjectStore store;

    @Inject
    ResumableUploads uploads;

    @BeforeEach
    void registerStream() {
        given().contentType("application/json").body("{}").put("/api/streams/" + STREAM);
    }

    private static byte[] zip(byte[]... images) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < images.length; i++) {
                ZipEntry entry = new ZipEntry("frame" + i + ".jpg");
                entry.setTime(Instant.parse("2026-08-01T12:00:00Z").toEpochMilli());
                zip.putNextEntry(entry);
                zip.write(images[i]);
            }
        }
        return bytes.toByteArray();
    }

    private static String metadata(String... keysAndValues) {
        StringBuilder header = new StringBuilder();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            header.append(i == 0 ? "" : ",")
                    .append(keysAndValues[i])
                    .append(' ')
                    .append(Base64.getEncoder().encodeToString(keysAndValues[i + 1].getBytes(UTF_8)));
        }
        return header.toString();
    }

    private static String begin(long length, String metadata) {
        String location = given().header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", length)
                .header("Upload-Metadata", metadata)
                .post("/api/uploads")
                .then()
                .statusCode(201)
                .header("Tus-Resumable", "1.0.0")
                .extract()
                .header("Location");
        return URI.create(location).getPath();
    }

    private static ValidatableResponse send(String upload, long offset, byte[] bytes) {
        return given().header("Tus-Resumable", "1.0.0")
                .header("Upload-Offset", offset)
                .contentType(PART)
                .body(bytes)
                .patch(upload)
                .then();
    }

    private static long offset(String upload) {
        return Long.parseLong(given().head(upload).header("Upload-Offset"));
    }

    private static ValidatableResponse register(String upload) {
        return given().contentType("application/json").post(upload + "/frames").then();
    }

    @Test
    void aFileThatArrivesInPartsBecomesFramesOnce() throws IOException {
        byte[] file = zip(UploadedImages.jpeg(64, 48), UploadedImages.jpeg(64, 48), "no image".getBytes(UTF_8));
        String upload =
                begin(file.length, metadata("streamId", STREAM, "filename", "card.zip", "sha256", Sha256.of(file)));

        send(upload, 0, Arrays.copyOfRange(file, 0, 700)).statusCode(204).header("Upload-Offset", "700");
        register(upload).statusCode(409).body("detail", containsString("700 of " + file.length));
        send(upload, 0, Arrays.copyOfRange(file, 0, 700))
                .statusCode(409)
                .header("Upload-Offset", "700")
                .body("detail", containsString("continue there"));
        send(upload, 700, new byte[file.length]).statusCode(413);
        send(upload, 700, Arrays.copyOfRange(file, 700, file.length)).statusCode(204);
        assertThat(given().head(upload).header("Upload-Length")).isEqualTo(String.valueOf(file.length));
        assertThat(offset(upload)).isEqualTo(file.length);

        List<String> ids = register(upload)
                .statusCode(200)
                .body("frames.status", equalTo(List.of("REGISTERED", "REGISTERED", "REJECTED")))
                .extract()
                .path("frames.frameId");
        given().get("/api/frames/" + ids.get(0)).then().body("capturedAt", equalTo("2026-08-01T12:00:00Z"));
        register(upload).body("frames.status", equalTo(List.of("DUPLICATE", "DUPLICATE", "REJECTED")));

        given().delete(upload).then().statusCode(204);
        given().head(upload).then().statusCode(404);
        assertThat(partsOf(upload)).isZero();
    }

    private long partsOf(String upload) {
        String id = upload.substring(upload.lastIndexOf('/') + 1);
        try (Stream<ObjectStore.Stored> parts = store.list("partial-uploads/" + id + "/")) {
            return parts.count();
        }
    }

    @Test
    void whatArrivedBeforeTheConnectionBrokeIsKept() throws Exception {
        byte[] image = UploadedImages.jpeg(640, 360);
        String upload = begin(image.length, metadata("streamId", STREAM, "filename", "a.jpg"));
        int sent = image.length / 2;

        // What the service has not read when the connection breaks is lost, so each attempt stays open for longer.
        AtomicInteger open = new AtomicInteger();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            sendPart(upload, image, sent, open.addAndGet(50));
            return offset(upload) > 0;
        });
        int arrived = Math.toIntExact(offset(upload));
        assertThat(arrived).isLessThanOrEqualTo(sent);
        send(upload, arrived, Arrays.copyOfRange(image, arrived, image.length)).statusCode(204);
        String frame = register(upload).statusCode(200).extract().path("frames[0].frameId");
        assertThat(given().get("/api/frames/" + frame + "/image").asByteArray()).isEqualTo(image);
    }

    /** Sends the first bytes of a body whose header promises all, and closes the connection after a time. */
    private void sendPart(String upload, byte[] body, int bytes, int openMillis) throws Exception {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("PATCH " + upload + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TestTokens.LAUNCHER
                                    + "\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: " + PART
                                    + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                            .getBytes(UTF_8));
            out.write(body, 0, bytes);
            out.flush();
            TimeUnit.MILLISECONDS.sleep(openMillis);
        }
    }

    @Test
    void theClientOfTheTusProjectUploadsInSeveralRequestsAndResumes() throws Exception {
        byte[] file = zip(UploadedImages.jpeg(640, 360), UploadedImages.jpeg(640, 360));
        TusClient client = new TusClient();
        client.setUploadCreationURL(server.resolve("/api/uploads").toURL());
        client.setHeaders(Map.of("Authorization", "Bearer " + TestTokens.LAUNCHER));

        TusUploader first = client.createUpload(upload(file));
        int chunk = file.length / 4;
        first.setChunkSize(chunk);
        first.setRequestPayloadSize(2 * chunk);
        first.uploadChunk();
        first.uploadChunk();
        first.finish();
        TusUploader second = client.beginOrResumeUploadFromURL(upload(file), first.getUploadURL());
        assertThat(second.getOffset()).isEqualTo(2L * chunk);
        second.setRequestPayloadSize(file.length / 2);
        while (second.uploadChunk() > -1) {
            assertThat(second.getOffset()).isLessThanOrEqualTo(file.length);
        }
        second.finish();

        register(second.getUploadURL().getPath())
                .statusCode(200)
                .body("frames.status", equalTo(List.of("REGISTERED", "REGISTERED")));
    }

    private static TusUpload upload(byte[] file) {
        TusUpload upload = new TusUpload();
        upload.setSize(file.length);
        upload.setInputStream(new ByteArrayInputStream(file));
        upload.setMetadata(Map.of("streamId", STREAM, "filename", "card.zip"));
        return upload;
    }

    @Test
    void aPartMayBeLongerThanAJsonBody() {
        byte[] part = new byte[5 << 20];
        String upload = begin(2L * part.length, metadata("streamId", STREAM));

        send(upload, 0, part).statusCode(204).header("Upload-Offset", String.valueOf(part.length));
        given().delete(upload).then().statusCode(204);
    }

    @Test
    void anUploadExpiresWithItsParts() {
        String upload = begin(10, metadata("streamId", STREAM));
        send(upload, 0, new byte[4]).statusCode(204);
        assertThat(partsOf(upload)).isEqualTo(1);

        uploads.removeExpired(Instant.now(Clock.systemUTC()));
        assertThat(offset(upload)).isEqualTo(4);
        uploads.removeExpired(Instant.now(Clock.systemUTC()).plus(Duration.ofDays(2)));

        given().head(upload).then().statusCode(404);
        assertThat(partsOf(upload)).isZero();
    }

    @Test
    void whatCannotBeAnUploadIsRejected() {
        String stream = metadata("streamId", STREAM);
        assertBegin(null, stream).statusCode(422).body("errors[0].field", equalTo("Upload-Length"));
        assertBegin("-1", stream).statusCode(422);
        assertBegin("9999999999999", stream).statusCode(413).body("errors[0].field", equalTo("Upload-Length"));
        assertBegin("10", metadata("streamId", "unknown-cam")).statusCode(404);
        given().header("Tus-Resumable", "0.2.2")
                .header("Upload-Length", 10)
                .header("Upload-Metadata", stream)
                .post("/api/uploads")
                .then()
                .statusCode(412)
                .header("Tus-Version", "1.0.0")
                .header("Tus-Resumable", "1.0.0");
        given().head("/api/uploads/" + UUID.randomUUID()).then().statusCode(404).header("Tus-Resumable", "1.0.0");

        byte[] image = UploadedImages.jpeg(64, 48);
        String other = begin(image.length, metadata("streamId", STREAM, "sha256", Sha256.of("another file")));
        send(other, 0, image).statusCode(204);
        register(other).statusCode(422).body("detail", containsString("SHA-256"));
    }

    private static ValidatableResponse assertBegin(String length, String metadata) {
        var request = given().header("Tus-Resumable", "1.0.0").header("Upload-Metadata", metadata);
        Response response = (length == null ? request : request.header("Upload-Length", length)).post("/api/uploads");
        return response.then();
    }
}
