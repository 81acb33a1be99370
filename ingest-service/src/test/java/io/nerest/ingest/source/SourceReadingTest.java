package io.nerest.ingest.source;

import static io.nerest.ingest.source.SourceClient.awaitFrames;
import static io.nerest.ingest.source.SourceClient.awaitState;
import static io.nerest.ingest.source.SourceClient.frames;
import static io.nerest.ingest.source.SourceClient.numbers;
import static io.nerest.ingest.source.SourceClient.put;
import static io.nerest.ingest.source.SourceClient.source;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.nerest.ingest.UploadedImages;
import io.nerest.ingest.frame.UploadService;
import io.nerest.testing.PlatformResource;
import io.nerest.video.spec.SpooledFrame;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real decoder processes behind the real service. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class SourceReadingTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path FOLDER = Path.of("target", "source-files");

    @Inject
    SourceShare share;

    @Inject
    SourceRepository sources;

    @Inject
    EntityManager database;

    @Inject
    UploadService intake;

    private final String stream = "source-" + UUID.randomUUID();

    @AfterEach
    void remove() {
        SourceClient.remove(stream);
    }

    static Path numberedVideo(String name) throws IOException {
        Path file = FOLDER.resolve(name);
        Files.createDirectories(file.getParent());
        try (InputStream video = SourceReadingTest.class.getResourceAsStream("/video/numbered.mp4")) {
            Files.copy(video, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    private static long count(JsonPath source, String name) {
        return source.getLong("counts." + name);
    }

    @Test
    void everySampledFrameOfAVideoFileArrivesOnceInOrderWithItsTime() throws IOException {
        numberedVideo(stream + ".mp4");

        put(stream, Map.of("path", stream + ".mp4", "sampling", "every:100", "startsAt", "2026-08-01T12:00:00Z"))
                .statusCode(201);
        awaitState(stream, SourceState.FINISHED);

        List<Integer> expected =
                IntStream.range(0, 12).map(i -> 1 + 100 * i).boxed().toList();
        assertThat(numbers(stream)).isEqualTo(expected);
        assertThat(frames(stream))
                .extracting(frame -> Instant.parse((String) frame.get("capturedAt")))
                .isEqualTo(IntStream.range(0, 12)
                        .mapToObj(i -> Instant.parse("2026-08-01T12:00:00Z").plusSeconds(10L * i))
                        .toList());
        assertThat(frames(stream)).extracting(frame -> frame.get("source")).containsOnly("CAMERA");

        put(stream, Map.of("path", stream + ".mp4", "sampling", "every:100", "startsAt", "2026-08-01T12:00:00Z"))
                .statusCode(200);
        awaitState(stream, SourceState.FINISHED);
        assertThat(frames(stream)).as("after reading it again").hasSize(12);
    }

    @Test
    void aCameraIsSeenBeforeItIsRegisteredAndNothingIsStored() throws IOException {
        try (HttpCamera camera = new HttpCamera()) {
            byte[] jpeg = given().contentType("application/json")
                    .body(Map.of("url", camera.url(), "rotation", 90))
                    .post("/api/source-previews")
                    .then()
                    .statusCode(200)
                    .contentType("image/jpeg")
                    .extract()
                    .asByteArray();

            BufferedImage seen = ImageIO.read(new ByteArrayInputStream(jpeg));
            assertThat(List.of(seen.getWidth(), seen.getHeight())).containsExactly(120, 160);
            assertThat(get("/api/sources").asString()).doesNotContain(camera.url());
        }
        given().contentType("application/json")
                .body(Map.of("url", "http://127.0.0.1:1/video"))
                .post("/api/source-previews")
                .then()
                .statusCode(422)
                .body("detail", containsString("does not accept connections"));
        given().contentType("application/json")
                .body(Map.of("url", "http://169.254.169.254/latest"))
                .post("/api/source-previews")
                .then()
                .statusCode(422)
                .body("detail", containsString("'url' is not allowed"));
    }

    @Test
    void aCameraIsReadWithCredentialsThatAreStoredEncryptedAndNeverReturned() throws IOException {
        try (HttpCamera camera = new HttpCamera()) {
            String url = camera.url().replace("http://", "http://eye:s3cret-word@") + "?token=another-s3cret";

            put(stream, Map.of("url", url, "sampling", "rate:5", "site", "Lower weir"))
                    .statusCode(201)
                    .body("hasCredentials", equalTo(true))
                    .body("definition.url", equalTo(camera.url() + "?***"));
            awaitFrames(stream, 5);
            awaitState(stream, SourceState.HEALTHY);

            assertThat(get("/api/sources").asString()).doesNotContain("s3cret");
            String stored = (String) database.createNativeQuery(
                            "SELECT definition || encode(secret, 'escape') FROM source WHERE stream_id = :id")
                    .setParameter("id", stream)
                    .getSingleResult();
            assertThat(stored).doesNotContain("s3cret").contains("Lower weir");
            assertThat(camera.authorizations()).contains("Basic ZXllOnMzY3JldC13b3Jk");
            assertThat(ProcessHandle.current()
                            .descendants()
                            .map(p -> p.info().commandLine().orElse("")))
                    .as("command lines")
                    .noneMatch(line -> line.contains("s3cret"));
            List<Instant> times = frames(stream).stream()
                    .map(frame -> Instant.parse((String) frame.get("capturedAt")))
                    .toList();
            assertThat(times).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void aHungCameraIsDistinguishedFromAnEmptyRiver() throws Exception {
        try (HttpCamera camera = new HttpCamera()) {
            put(stream, Map.of("url", camera.url(), "sampling", "motion:idle=3600"))
                    .statusCode(201);
            awaitState(stream, SourceState.HEALTHY);
            await().atMost(LIMIT).until(() -> count(source(stream), "decoded") > 60);
            assertThat(source(stream).getString("state")).as("an empty river").isEqualTo("HEALTHY");
            assertThat(frames(stream)).hasSizeLessThanOrEqualTo(1);

            camera.fallSilent(true);
            awaitState(stream, SourceState.HUNG);
            assertThat(source(stream).getString("detail")).contains("no frame");

            camera.fallSilent(false);
            awaitState(stream, SourceState.HEALTHY);

            camera.show(HttpCamera::frozen);
            awaitState(stream, SourceState.HUNG);
            assertThat(source(stream).getString("detail")).contains("no pixel has changed");
        }
    }

    @Test
    void greenFramesAndAnotherSizeAreReportedAndLeftOut() throws Exception {
        try (HttpCamera camera = new HttpCamera()) {
            put(stream, Map.of("url", camera.url(), "sampling", "rate:10")).statusCode(201);
            awaitFrames(stream, 3);

            camera.show(HttpCamera::larger);
            awaitState(stream, SourceState.WRONG_SIZE);
            assertThat(source(stream).getString("detail")).contains("320x240");
            camera.show(HttpCamera::green);
            awaitState(stream, SourceState.DAMAGED);
            camera.show(HttpCamera::water);
            awaitState(stream, SourceState.HEALTHY);

            assertThat(frames(stream)).extracting(frame -> frame.get("width")).containsOnly(160);
            assertThat(count(source(stream), "damaged")).isPositive();
            assertThat(count(source(stream), "wrongSize")).isPositive();
        }
    }

    @Test
    void framesThatCannotBeDecodedAreReportedAndTheConnectionStays() throws Exception {
        try (HttpCamera camera = new HttpCamera()) {
            put(stream, Map.of("url", camera.url(), "sampling", "rate:10")).statusCode(201);
            awaitFrames(stream, 2);

            camera.show(number -> Arrays.copyOf(HttpCamera.water(number), 20 + number % 3 * 200));
            awaitState(stream, SourceState.DAMAGED);
            assertThat(source(stream).getString("detail")).contains("cannot be decoded");
            camera.show(HttpCamera::water);
            awaitState(stream, SourceState.HEALTHY);
            awaitFrames(stream, frames(stream).size() + 2);

            assertThat(camera.authorizations()).as("connections").hasSize(1);
        }
    }

    @Test
    void aCameraThatCannotBeReachedIsOfflineUntilItReturnsAndAffectsNoOther() throws Exception {
        try (HttpCamera other = new HttpCamera()) {
            HttpCamera first = new HttpCamera();
            String otherStream = stream + "-other";
            put(stream, Map.of("url", first.url(), "sampling", "rate:5")).statusCode(201);
            put(otherStream, Map.of("url", other.url(), "sampling", "rate:5")).statusCode(201);
            awaitFrames(stream, 2);

            first.close();
            awaitState(stream, SourceState.OFFLINE);

            assertThat(source(stream).getString("detail")).isNotEmpty();
            int before = frames(otherStream).size();
            awaitFrames(otherStream, before + 3);
            assertThat(source(otherStream).getString("state")).isEqualTo("HEALTHY");
            SourceClient.remove(otherStream);
        }
    }

    @Test
    void aKilledDecoderIsReplacedAndTheCountsAddUp() throws Exception {
        try (HttpCamera camera = new HttpCamera()) {
            put(stream, Map.of("url", camera.url(), "sampling", "rate:5")).statusCode(201);
            awaitFrames(stream, 3);

            long pid = share.reader(stream).flatMap(SourceReader::decoderPid).orElseThrow();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            int before = frames(stream).size();
            awaitFrames(stream, before + 3);

            put(stream, Map.of("url", camera.url(), "enabled", false)).statusCode(200);
            await().atMost(LIMIT).until(() -> share.reader(stream).isEmpty());
            assertThat(source(stream).getString("state")).isEqualTo("DISABLED");
            List<Instant> times = frames(stream).stream()
                    .map(frame -> Instant.parse((String) frame.get("capturedAt")))
                    .toList();
            assertThat(times).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void filesOfAWatchedFolderAreReadOnceWhenTheyAppear() throws Exception {
        Path folder =
                Files.createDirectories(FOLDER.resolve(stream).resolve("day1")).getParent();
        Files.write(folder.resolve("day1/one.jpg"), UploadedImages.jpeg(64, 48));
        put(stream, Map.of("path", stream, "sampling", "every:400")).statusCode(201);
        awaitFrames(stream, 1);

        Files.write(folder.resolve("two.png"), UploadedImages.sixteenBitPng());
        Files.writeString(folder.resolve("notes.txt"), "not an image");
        Files.write(folder.resolve("bad.jpg"), "not an image".getBytes(StandardCharsets.UTF_8));
        Files.createSymbolicLink(folder.resolve("link.jpg"), Path.of("/etc/hostname"));
        numberedVideo(stream + "/clip.mp4");
        awaitFrames(stream, 5);

        await().atMost(LIMIT)
                .until(() -> count(source(stream), "rejected") == 1 && count(source(stream), "registered") == 5);
        assertThat(frames(stream)).hasSize(5);
    }

    @Test
    void imagesOfAWatchedFolderAreRotatedCroppedAndMasked() throws Exception {
        Path folder = Files.createDirectories(FOLDER.resolve(stream));
        Files.write(folder.resolve("a.png"), red(64, 48));
        Files.write(folder.resolve("broken.jpg"), new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff});

        put(
                        stream,
                        Map.of(
                                "path",
                                stream,
                                "rotation",
                                90,
                                "crop",
                                Map.of("x", 0, "y", 0, "width", 1, "height", 0.5),
                                "mask",
                                List.of(List.of(point(0, 0), point(1, 0), point(1, 0.5), point(0, 0.5)))))
                .statusCode(201);
        awaitFrames(stream, 1);
        await().atMost(LIMIT).until(() -> count(source(stream), "rejected") == 1);

        BufferedImage stored = ImageIO.read(new ByteArrayInputStream(
                get((String) frames(stream).get(0).get("image")).asByteArray()));
        assertThat(List.of(stored.getWidth(), stored.getHeight())).containsExactly(48, 32);
        assertThat(new Color(stored.getRGB(24, 4))).as("masked").isEqualTo(new Color(114, 114, 114));
        assertThat(new Color(stored.getRGB(24, 28)).getRed()).as("not masked").isGreaterThan(180);
    }

    private static byte[] red(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, 0xc81414);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    private static Map<String, Object> point(double x, double y) {
        return Map.of("x", x, "y", y);
    }

    @Test
    void aKilledDecoderOfAFileIsReplacedAndNoFrameIsMissingOrRepeated() throws Exception {
        numberedVideo(stream + ".mp4");
        put(stream, Map.of("path", stream + ".mp4", "sampling", "every:5", "startsAt", "2026-08-01T12:00:00Z"))
                .statusCode(201);
        awaitFrames(stream, 3);
        long pid = share.reader(stream).flatMap(SourceReader::decoderPid).orElseThrow();

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        awaitState(stream, SourceState.FINISHED);

        assertThat(numbers(stream))
                .isEqualTo(IntStream.range(0, 240).map(i -> 1 + 5 * i).boxed().toList());
    }

    @Test
    void aFileWithoutAStartEndsAtItsLastChange() throws Exception {
        Path file = numberedVideo(stream + ".mp4");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-08-01T12:02:00Z")));

        put(stream, Map.of("path", stream + ".mp4", "sampling", "every:600")).statusCode(201);
        awaitState(stream, SourceState.FINISHED);

        assertThat(frames(stream))
                .extracting(frame -> frame.get("capturedAt"))
                .containsExactly("2026-08-01T12:00:00Z", "2026-08-01T12:01:00Z");
    }

    @Test
    void aFileThatCannotBeReadFailsWithTheReason() throws Exception {
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve(stream + ".mp4"), "not a video");

        put(stream, Map.of("path", stream + ".mp4")).statusCode(201);

        awaitState(stream, SourceState.FAILED);
        assertThat(source(stream).getString("detail")).contains("cannot be read as a video");
        await().atMost(LIMIT).until(() -> share.reader(stream).isEmpty());
    }

    @Test
    void anImageThatEndsEarlyDoesNotStopItsFolder() throws Exception {
        Path folder = Files.createDirectories(FOLDER.resolve(stream));
        Path cut = Files.write(folder.resolve("a.jpg"), new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff});
        Files.setLastModifiedTime(cut, FileTime.from(Instant.parse("2026-08-01T12:00:00Z")));
        Files.write(folder.resolve("b.jpg"), UploadedImages.jpeg(64, 48));

        put(stream, Map.of("path", stream)).statusCode(201);

        awaitFrames(stream, 1);
        await().atMost(LIMIT).until(() -> count(source(stream), "rejected") == 1);
    }

    @Test
    void sourcesOfTheYamlFileFollowTheFile() throws Exception {
        String yaml = stream + "-yaml";
        try (HttpCamera camera = new HttpCamera()) {
            Path file = Path.of("target", "sources.yaml");
            Files.writeString(file, """
                    sources:
                      %s:
                        url: %s
                        sampling: rate:5
                        schedule: ["00:00-12:00", "12:00-00:00"]
                        timeZone: Asia/Sakhalin
                        rotation: 90
                    """.formatted(yaml, camera.url()));
            await().atMost(LIMIT).until(() -> get("/api/sources/" + yaml).statusCode() == 200);
            awaitFrames(yaml, 2);
            assertThat(source(yaml).getBoolean("fromFile")).isTrue();
            assertThat(frames(yaml)).extracting(frame -> frame.get("width")).containsOnly(120);
            put(yaml, Map.of("url", camera.url())).statusCode(409);

            Files.writeString(file, "sources: {}\n");
            await().atMost(LIMIT).until(() -> get("/api/sources/" + yaml).statusCode() == 404);
        }
    }

    @Test
    void aSourceMovesToAnotherPodWhenItsLeaseEnds() throws Exception {
        try (HttpCamera camera = new HttpCamera()) {
            put(stream, Map.of("url", camera.url(), "sampling", "rate:5")).statusCode(201);
            awaitFrames(stream, 2);
            long held = share.reader(stream).orElseThrow().source().token();

            List<SourceEntity> taken = new ArrayList<>();
            await().atMost(LIMIT).until(() -> {
                io.quarkus.narayana.jta.QuarkusTransaction.requiringNew().run(() -> {
                    database.createNativeQuery(
                                    "UPDATE source SET leased_until = now() - interval '1 second' WHERE stream_id = :id")
                            .setParameter("id", stream)
                            .executeUpdate();
                    taken.addAll(sources.claim("another-pod", Duration.ofSeconds(4), 100, false));
                });
                return taken.stream().anyMatch(source -> source.streamId.equals(stream));
            });
            await().atMost(Duration.ofSeconds(3))
                    .until(() -> share.reader(stream).isEmpty());
            assertThat(source(stream).getString("pod")).isEqualTo("another-pod");

            // The other pod reports nothing more, so this one takes the camera back.
            await().atMost(LIMIT).until(() -> share.reader(stream).isPresent());
            assertThat(share.reader(stream).orElseThrow().source().token()).isGreaterThan(held);
            int before = frames(stream).size();
            awaitFrames(stream, before + 2);
        }
    }

    @Test
    void framesThatAKilledProcessLeftAreRegisteredOnce() throws Exception {
        given().contentType("application/json").body("{}").put("/api/streams/" + stream);
        FrameSpool spool = new FrameSpool(Path.of("target", "left-behind"), stream, intake);
        Files.createDirectories(spool.folder());
        byte[] registered = UploadedImages.jpeg(64, 48);
        Files.write(spool.folder().resolve(SpooledFrame.name(1_785_585_600_000_000L, 1)), registered);
        spool.registerAll((frame, outcome) -> {});

        // Killed after the frame was registered and before its file was removed, and while the next one was written.
        Files.write(spool.folder().resolve(SpooledFrame.name(1_785_585_600_000_000L, 1) + ".taken"), registered);
        Files.write(spool.folder().resolve(SpooledFrame.name(1_785_585_601_000_000L, 2)), UploadedImages.jpeg(64, 48));
        Files.write(spool.folder().resolve("next.part"), new byte[10]);
        spool.giveBack();
        int again = spool.registerAll((frame, outcome) -> {});

        assertThat(again).isEqualTo(2);
        assertThat(frames(stream)).hasSize(2);
        assertThat(frames(stream))
                .extracting(frame -> frame.get("capturedAt"))
                .containsExactly("2026-08-01T12:00:00Z", "2026-08-01T12:00:01Z");
    }
}
