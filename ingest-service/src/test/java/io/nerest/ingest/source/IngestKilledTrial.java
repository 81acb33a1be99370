package io.nerest.ingest.source;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nerest.ingest.UploadedImages;
import io.nerest.system.FreePort;
import io.nerest.system.Sha256;
import io.nerest.testing.Platform;
import io.nerest.testing.SharedPlatform;
import io.nerest.testing.access.LauncherTokenInTests;
import io.nerest.testing.access.TestTokens;
import io.nerest.video.fixture.NumberedVideo;
import io.restassured.path.json.JsonPath;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged service as processes of their own, killed while they read a camera and receive uploads. Not part of the suite: {@code ./mvnw -pl
 * ingest-service -am verify -Dtest=NoUnitTest -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=IngestKilledTrial -Dfailsafe.failIfNoSpecifiedTests=false
 * -Dnerest.uploads=5000 -Dnerest.upload-images=FOLDER -Dnerest.river=FOLDER}. Without the folders, drawn images are uploaded, and the trial with
 * clips of a river, which needs the program ffmpeg, is skipped.
 */
class IngestKilledTrial {
    private static final Path SERVICE = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int CLIENTS = 16;
    private static final int UPLOADS = Integer.getInteger("nerest.uploads", 320);
    private static final String UPLOAD_IMAGES = System.getProperty("nerest.upload-images", "");
    private static final String RIVER = System.getProperty("nerest.river", "");
    /** Between the numbers of the frames of two clips. */
    private static final int CLIP_STEP = 400;

    private final Platform platform = SharedPlatform.get();
    private final Map<String, Pod> pods = new LinkedHashMap<>();

    @TempDir
    Path folder;

    private record Pod(String name, int port, Process process) {}

    private Pod start(String name, int port) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.http.host=localhost",
                "-Dnerest.access.token=" + TestTokens.LAUNCHER,
                "-Dnerest.pod=" + name,
                "-Dnerest.ingest.sources.allowed-networks=127.0.0.1",
                "-Dnerest.ingest.sources.spool=" + folder.resolve(name),
                "-Dnerest.ingest.sources.every=500ms",
                "-Dnerest.ingest.sources.lease=4s",
                "-Dnerest.ingest.sources.first-pause=200ms",
                "-Dnerest.ingest.sources.hung-after=5s"));
        platform.configuration().forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", SERVICE.toString()));
        Pod pod = new Pod(
                name,
                port,
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/" + name + ".log")))
                        .start());
        pods.put(name, pod);
        await().atMost(LIMIT).until(() -> isReady(pod));
        return pod;
    }

    @BeforeEach
    void sendToken() {
        LauncherTokenInTests.sendToken();
    }

    private static boolean isReady(Pod pod) {
        try {
            return given().port(pod.port()).get("/q/health/ready").statusCode() == 200;
        } catch (Exception e) {
            return false;
        }
    }

    private void kill(Pod pod) throws InterruptedException {
        pod.process().destroyForcibly().waitFor();
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Pod pod : pods.values()) {
            kill(pod);
        }
    }

    private static List<Map<String, Object>> frames(Pod pod, String stream) {
        List<Map<String, Object>> frames = given().port(pod.port())
                .get("/api/frames?limit=1000&stream=" + stream)
                .path("frames");
        List<Map<String, Object>> sorted = new ArrayList<>(frames);
        sorted.sort(Comparator.comparing(frame -> Instant.parse((String) frame.get("capturedAt"))));
        return sorted;
    }

    private static int number(Pod pod, Map<String, Object> frame) throws IOException {
        return NumberedVideo.read(
                given().port(pod.port()).get((String) frame.get("image")).asByteArray());
    }

    private static String readerOf(Pod pod, String stream) {
        JsonPath source = given().port(pod.port()).get("/api/sources/" + stream).jsonPath();
        return String.valueOf((String) source.get("pod"));
    }

    private static boolean isEmpty(Path spool) throws IOException {
        try (Stream<Path> files = Files.walk(spool)) {
            return files.noneMatch(file -> file.toString().contains(".jpg"));
        }
    }

    @Test
    void aCameraMovesToAnotherPodWhenItsPodIsKilledAndEachFrameArrivesOnceInOrder() throws Exception {
        String stream = "killed-" + UUID.randomUUID();
        try (RtspServer server = RtspServer.orSkip(RtspServer.Kind.GSTREAMER, folder)) {
            server.start("numbered.mp4");
            int firstPort = FreePort.find(Set.of());
            Pod first = start("pod-a", firstPort);
            given().port(firstPort)
                    .contentType("application/json")
                    .body(Map.of("url", server.url(), "sampling", "every:1"))
                    .put("/api/sources/" + stream)
                    .then()
                    .statusCode(201);
            await().atMost(LIMIT).until(() -> frames(first, stream).size() >= 30);
            Pod second = start("pod-b", FreePort.find(Set.of(firstPort)));

            kill(first);
            int before = frames(second, stream).size();
            await().atMost(LIMIT).until(() -> readerOf(second, stream).equals("pod-b"));
            await().atMost(LIMIT).until(() -> frames(second, stream).size() >= before + 20);
            Pod again = start("pod-a", firstPort);
            await().atMost(LIMIT).until(() -> isEmpty(folder.resolve("pod-a")));

            List<Integer> numbers = new ArrayList<>();
            for (Map<String, Object> frame : frames(again, stream)) {
                numbers.add(number(again, frame));
            }
            assertThat(numbers).isSorted().doesNotHaveDuplicates();
            long gaps = 0;
            for (int i = 1; i < numbers.size(); i++) {
                gaps += numbers.get(i) - numbers.get(i - 1) == 1 ? 0 : 1;
            }
            // One while no pod read the camera, if the server did not wait; a second one if the camera moved back.
            assertThat(gaps).as("gaps in %s", numbers).isLessThanOrEqualTo(2);
            System.out.printf("%d frames registered, %d gaps while no pod read the camera%n", numbers.size(), gaps);
        }
    }

    @Test
    void clipsOfARiverArriveOnceInOrderThoughTheServerIsKilledTwiceAndThePodToo() throws Exception {
        assumeTrue(!RIVER.isEmpty(), "skipped: -Dnerest.river names no folder of clips");
        String stream = "river-" + UUID.randomUUID();
        Instant before = Instant.now();
        try (RtspServer server = RtspServer.orSkip(RtspServer.Kind.GSTREAMER, folder)) {
            int port = FreePort.find(Set.of());
            Pod pod = start("pod-r", port);
            server.start(numbered("vesturdalsa-22-36-47.mp4", 0));
            given().port(port)
                    .contentType("application/json")
                    .body(Map.of("url", server.url(), "sampling", "every:1"))
                    .put("/api/sources/" + stream)
                    .then()
                    .statusCode(201);
            awaitFramesOf(pod, stream, 0, 50);
            server.kill();
            awaitState(pod, stream, "OFFLINE");

            server.start(numbered("vesturdalsa-22-43-31.mp4", 1));
            awaitFramesOf(pod, stream, 1, 30);
            kill(pod);
            Pod again = start("pod-r", port);
            awaitFramesOf(again, stream, 1, 60);
            server.kill();
            awaitState(again, stream, "OFFLINE");

            server.start(numbered("vesturdalsa-20-04-12.mp4", 2));
            awaitFramesOf(again, stream, 2, 30);
            assertThat(state(again, stream)).as("a river without fish").isEqualTo("HEALTHY");
            server.hang();
            awaitState(again, stream, "HUNG");
            given().port(port).delete("/api/sources/" + stream);
            await().atMost(LIMIT).until(() -> isEmpty(folder.resolve("pod-r")));

            List<Map<String, Object>> frames = frames(again, stream);
            List<Integer> numbers = new ArrayList<>();
            for (Map<String, Object> frame : frames) {
                numbers.add(number(again, frame));
            }
            assertThat(numbers).as("frames in the order of capture").isSorted().doesNotHaveDuplicates();
            List<Instant> times = frames.stream()
                    .map(frame -> Instant.parse((String) frame.get("capturedAt")))
                    .toList();
            assertThat(times).allMatch(time -> time.isAfter(before.minusSeconds(30)) && time.isBefore(Instant.now()));
            for (int clip = 0; clip < 3; clip++) {
                print(clip, numbers, times);
            }
        }
    }

    private static void print(int clip, List<Integer> numbers, List<Instant> times) {
        List<Integer> own =
                numbers.stream().filter(number -> number / CLIP_STEP == clip).toList();
        int first = numbers.indexOf(own.get(0));
        long gaps = 0;
        for (int i = 1; i < own.size(); i++) {
            gaps += own.get(i) - own.get(i - 1) == 1 ? 0 : 1;
        }
        double seconds = Duration.between(times.get(first), times.get(first + own.size() - 1))
                        .toMillis()
                / 1e3;
        System.out.printf(
                Locale.ROOT,
                "clip %d: %d frames, each once and in order, %d gaps, first %d, last %d, captured within %.1f s%n",
                clip + 1,
                own.size(),
                gaps,
                own.get(0) - clip * CLIP_STEP,
                own.get(own.size() - 1) - clip * CLIP_STEP,
                seconds);
    }

    /** A clip whose frames contain their numbers, as those of {@link NumberedVideo}. */
    private Path numbered(String clip, int index) throws Exception {
        Path file = folder.resolve("river-" + index + ".mp4");
        StringBuilder filter = new StringBuilder("drawbox=x=0:y=24:w=192:h=48:color=black:t=fill");
        for (int bit = 0; bit < 12; bit++) {
            filter.append(",drawbox=x=%d:y=24:w=16:h=48:color=white:t=fill:enable='gte(mod((n+%d)/%d,2),1)'"
                    .formatted(bit * 16, index * CLIP_STEP + 1, 1 << bit));
        }
        Process ffmpeg = new ProcessBuilder(
                        "ffmpeg",
                        "-nostdin",
                        "-loglevel",
                        "error",
                        "-y",
                        "-i",
                        Path.of(RIVER, clip).toString(),
                        "-an",
                        // A constant rate would repeat frames, under the same number.
                        "-fps_mode",
                        "passthrough",
                        "-vf",
                        filter.toString(),
                        "-c:v",
                        "libx264",
                        "-preset",
                        "veryfast",
                        "-g",
                        "10",
                        "-bf",
                        "0",
                        "-pix_fmt",
                        "yuv420p",
                        file.toString())
                .inheritIO()
                .start();
        assertThat(ffmpeg.waitFor()).as("exit code of ffmpeg").isZero();
        return file;
    }

    private void awaitFramesOf(Pod pod, String stream, int clip, int count) {
        await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).until(() -> {
            int found = 0;
            for (Map<String, Object> frame : frames(pod, stream)) {
                found += number(pod, frame) / CLIP_STEP == clip ? 1 : 0;
            }
            return found >= count;
        });
    }

    private static String state(Pod pod, String stream) {
        return given().port(pod.port()).get("/api/sources/" + stream).path("state");
    }

    private static void awaitState(Pod pod, String stream, String state) {
        await().atMost(LIMIT).until(() -> state.equals(state(pod, stream)));
    }

    @Test
    void uploadsOfManyClientsBecomeOneFrameEach() throws Exception {
        uploadAll("pod-v", false);
    }

    @Test
    void uploadsOfManyClientsBecomeOneFrameEachThoughTheServiceIsKilled() throws Exception {
        uploadAll("pod-u", true);
    }

    /** Each client has a stream of its own, as cameras have. */
    private void uploadAll(String name, boolean isKilled) throws Exception {
        String run = UUID.randomUUID().toString().substring(0, 8);
        int port = FreePort.find(Set.of());
        Pod pod = start(name, port);
        List<byte[]> images = images((UPLOADS + CLIENTS - 1) / CLIENTS);
        List<Double> millis = Collections.synchronizedList(new ArrayList<>());
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        long start = System.nanoTime();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            String stream = "uploads-" + run + "-" + i;
            given().port(port).contentType("application/json").body("{}").put("/api/streams/" + stream);
            running.add(clients.submit(() -> {
                for (byte[] image : images) {
                    millis.add(upload(port, stream, image));
                }
            }));
        }
        int uploads = images.size() * CLIENTS;
        Pod last = pod;
        if (isKilled) {
            await().atMost(Duration.ofMinutes(20)).until(() -> millis.size() >= uploads / 2);
            kill(pod);
            last = start(name, port);
        }
        for (Future<?> client : running) {
            client.get();
        }
        clients.shutdown();
        double seconds = (System.nanoTime() - start) / 1e9;

        for (int i = 0; i < CLIENTS; i++) {
            assertThat(count(last, "uploads-" + run + "-" + i)).isEqualTo(images.size());
        }
        List<Double> sorted = millis.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%d uploads of %s by %d clients%s: each one frame; %.0f per second; median %.0f ms, p99 %.0f ms%n",
                uploads,
                UPLOAD_IMAGES.isEmpty() ? "drawn images of 640x360" : "real frames",
                CLIENTS,
                isKilled ? ", service killed and started again midway" : "",
                uploads / seconds,
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 99 / 100));
    }

    private static List<byte[]> images(int count) throws IOException {
        List<byte[]> images = new ArrayList<>();
        if (UPLOAD_IMAGES.isEmpty()) {
            for (int i = 0; i < count; i++) {
                images.add(UploadedImages.jpeg(640, 360));
            }
            return images;
        }
        Set<String> digests = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of(UPLOAD_IMAGES))) {
            for (Path file : files.sorted().toList()) {
                byte[] image = Files.readAllBytes(file);
                // The same bytes twice in a stream are one frame.
                if (images.size() < count && digests.add(Sha256.of(image))) {
                    images.add(image);
                }
            }
        }
        assertThat(images).as("different images in " + UPLOAD_IMAGES).hasSize(count);
        return images;
    }

    /** Sends an image until it is acknowledged, and returns the milliseconds of the last attempt. */
    private static double upload(int port, String stream, byte[] image) {
        while (true) {
            long start = System.nanoTime();
            try {
                int status = given().port(port)
                        .multiPart("streamId", stream)
                        .multiPart("image", "a.jpg", image)
                        .post("/api/frames")
                        .statusCode();
                if (status == 200) {
                    return (System.nanoTime() - start) / 1e6;
                }
            } catch (Exception e) {
                // The service is down; the image is sent again.
            }
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static int count(Pod pod, String stream) {
        int frames = 0;
        String after = "";
        while (true) {
            JsonPath page = given().port(pod.port())
                    .get("/api/frames?limit=1000&stream=" + stream + after)
                    .jsonPath();
            frames += page.getList("frames").size();
            String next = page.getString("next");
            if (next == null) {
                return frames;
            }
            after = "&after=" + next;
        }
    }
}
