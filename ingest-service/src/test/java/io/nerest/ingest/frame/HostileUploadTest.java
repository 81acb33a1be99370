package io.nerest.ingest.frame;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.cameras.hostile.HostileCorpus;
import io.nerest.cameras.hostile.HostileFile;
import io.nerest.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The corpus of {@code ./nerest hostile} over REST: each image alone and in an archive, and each archive. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class HostileUploadTest {
    private static final long GROWTH = 48L << 20;

    private final String stream = "hostile-" + UUID.randomUUID();

    @BeforeEach
    void registerStream() {
        given().contentType("application/json").body("{}").put("/api/streams/" + stream);
    }

    private Response uploadImage(byte[] image) {
        return given().multiPart("streamId", stream)
                .multiPart("image", "input.jpg", image)
                .post("/api/frames");
    }

    private Response uploadArchive(byte[] archive, String name) {
        return given().multiPart("streamId", stream)
                .multiPart("archive", name, archive)
                .post("/api/frames/archive");
    }

    /** What was unexpected; empty if the answer is the one that the corpus expects. */
    private static Optional<String> unexpected(HostileFile file, Response response) {
        int status = response.statusCode();
        JsonPath json = response.jsonPath();
        boolean expected = file.accepted()
                ? status == 200 && isFrame(json.getString("frames[0].status"))
                : (status == 422 || status == 413) && hasText(json.getString("detail"));
        return expected
                ? Optional.empty()
                : Optional.of(file.name() + ": " + status + " "
                        + response.asString().lines().findFirst().orElse(""));
    }

    private static boolean isFrame(String status) {
        return status.equals("REGISTERED") || status.equals("DUPLICATE");
    }

    private static boolean hasText(String text) {
        return text != null && !text.isBlank();
    }

    @Test
    void eachImageHasItsExpectedAnswerAndMemoryStaysFlat() throws IOException {
        List<HostileFile> images = HostileCorpus.images();
        List<String> unexpected = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            images.forEach(
                    image -> unexpected(image, uploadImage(image.content())).ifPresent(unexpected::add));
        }
        long heap = usedHeap();
        long resident = resident();

        for (int round = 0; round < 4; round++) {
            images.forEach(
                    image -> unexpected(image, uploadImage(image.content())).ifPresent(unexpected::add));
        }

        System.out.printf(
                Locale.ROOT,
                "%d hostile images over REST, six times: heap in use after two rounds %d MiB, after six %d MiB; resident %d MiB, %d MiB%n",
                images.size(),
                heap >> 20,
                usedHeap() >> 20,
                resident >> 20,
                resident() >> 20);
        assertThat(unexpected).isEmpty();
        assertThat(usedHeap() - heap).as("growth of the heap").isLessThan(GROWTH);
        assertThat(resident() - resident).as("growth of the process").isLessThan(GROWTH);
        assertThat(get("/api/frames?stream=" + stream + "&limit=100").<List<String>>path("frames.id"))
                .as("frames")
                .hasSize((int) images.stream().filter(HostileFile::accepted).count());
    }

    @Test
    void eachImageOfAnArchiveHasItsExpectedAnswer() throws IOException {
        List<HostileFile> images = HostileCorpus.images();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < images.size(); i++) {
                zip.putNextEntry(new ZipEntry(i + ".jpg"));
                zip.write(images.get(i).content());
            }
        }

        Response response = uploadArchive(bytes.toByteArray(), "corpus.zip");

        assertThat(response.statusCode()).isEqualTo(200);
        JsonPath json = response.jsonPath();
        List<String> statuses = json.getList("frames.status");
        List<String> reasons = json.getList("frames.reason");
        assertThat(statuses).hasSameSizeAs(images);
        for (int i = 0; i < images.size(); i++) {
            assertThat(isFrame(statuses.get(i)))
                    .as(images.get(i).name() + ": " + reasons.get(i))
                    .isEqualTo(images.get(i).accepted());
            assertThat(isFrame(statuses.get(i)) || hasText(reasons.get(i)))
                    .as(images.get(i).name())
                    .isTrue();
        }
    }

    /** No archive of the corpus contains an image, so each is refused as a whole, or each of its entries. */
    @Test
    void noArchiveOfTheCorpusBecomesAFrameOrAnInternalError() throws IOException {
        for (HostileFile archive : HostileCorpus.archives()) {
            Response response = uploadArchive(archive.content(), archive.fileName());

            JsonPath json = response.jsonPath();
            if (response.statusCode() == 200) {
                assertThat(json.<String>getList("frames.status"))
                        .as(archive.name())
                        .isNotEmpty()
                        .containsOnly("REJECTED");
                assertThat(json.<String>getList("frames.reason"))
                        .as(archive.name())
                        .allMatch(HostileUploadTest::hasText);
            } else {
                assertThat(archive.accepted()).as(archive.name()).isFalse();
                assertThat(response.statusCode()).as(archive.name()).isIn(413, 422);
                assertThat(json.getString("detail")).as(archive.name()).isNotBlank();
            }
        }
        assertThat(get("/api/frames?stream=" + stream).<List<String>>path("frames.id"))
                .isEmpty();
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Memory of the process, native code included. */
    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }
}
