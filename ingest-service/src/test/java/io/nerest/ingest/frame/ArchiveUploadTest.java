package io.nerest.ingest.frame;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.nerest.ingest.UploadedImages;
import io.nerest.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class ArchiveUploadTest {
    private static final String STREAM = "archive-cam";

    @BeforeEach
    void registerStream() {
        given().contentType("application/json").body("{}").put("/api/streams/" + STREAM);
    }

    private static ValidatableResponse upload(byte[] archive) {
        return given().multiPart("streamId", STREAM)
                .multiPart("archive", "frames.bin", archive)
                .post("/api/frames/archive")
                .then();
    }

    private static byte[] zip(Object... namesAndContents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                ZipEntry entry = new ZipEntry((String) namesAndContents[i]);
                entry.setTime(Instant.parse("2026-08-01T12:00:00Z").toEpochMilli());
                zip.putNextEntry(entry);
                zip.write((byte[]) namesAndContents[i + 1]);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void imagesOfAZipAreFramesWithTheirTimesAndTheOthersAreRejected() throws IOException {
        ValidatableResponse response = upload(zip(
                "day1/a.jpg", UploadedImages.jpeg(64, 48),
                "../../etc/cron.d/x.jpg", UploadedImages.jpeg(64, 48),
                "/etc/x.jpg", UploadedImages.jpeg(64, 48),
                "notes.txt", "hello".getBytes(UTF_8),
                "b.jpg", UploadedImages.grey()));

        response.statusCode(200)
                .body("frames.status", equalTo(List.of("REGISTERED", "REJECTED", "REJECTED", "REJECTED", "REGISTERED")))
                .body("frames[1].reason", containsString("path"));
        String id = response.extract().path("frames[0].frameId");
        get("/api/frames/" + id).then().body("capturedAt", equalTo("2026-08-01T12:00:00Z"));
    }

    @Test
    void linksInATarAreRejected() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            TarArchiveEntry link = new TarArchiveEntry("link.jpg", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
            byte[] image = UploadedImages.jpeg(64, 48);
            TarArchiveEntry file = new TarArchiveEntry("a.jpg");
            file.setSize(image.length);
            file.setModTime(Date.from(Instant.parse("2026-08-01T12:00:00Z")));
            tar.putArchiveEntry(file);
            tar.write(image);
            tar.closeArchiveEntry();
        }

        upload(bytes.toByteArray())
                .statusCode(200)
                .body("frames.status", equalTo(List.of("REJECTED", "REGISTERED")))
                .body("frames[0].reason", containsString("link"));
    }

    @Test
    void anEntryThatUnpacksToMoreThanAnImageIsRejectedWithoutBeingUnpacked() throws IOException {
        byte[] bomb = zip("bomb.jpg", new byte[100_000_000], "a.jpg", UploadedImages.jpeg(64, 48));
        assertThat(bomb.length).isLessThan(200_000);

        upload(bomb)
                .statusCode(200)
                .body("frames.status", equalTo(List.of("REJECTED", "REGISTERED")))
                .body("frames[0].reason", containsString("bytes"));
    }

    @Test
    void aCompressedTarThatUnpacksToFarMoreThanItsSizeIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            byte[] zeros = new byte[200_000_000];
            TarArchiveEntry bomb = new TarArchiveEntry("bomb.jpg");
            bomb.setSize(zeros.length);
            tar.putArchiveEntry(bomb);
            tar.write(zeros);
            tar.closeArchiveEntry();
        }

        upload(bytes.toByteArray())
                .statusCode(413)
                .body("detail", containsString("times its size"))
                .body("frames.status", equalTo(List.of("REJECTED")));
    }

    @Test
    void whatIsNotACompleteArchiveIsRejected() throws IOException {
        byte[] zip = zip("a.jpg", UploadedImages.jpeg(64, 48));

        upload("not an archive".getBytes(UTF_8)).statusCode(422).body("errors[0].field", equalTo("archive"));
        upload(Arrays.copyOf(zip, zip.length / 2)).statusCode(422);
        upload(new byte[] {0x1f, (byte) 0x8b, 8}).statusCode(422);
    }
}
