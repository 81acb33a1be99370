package io.nerest.ingest.source;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nerest.ingest.UploadedImages;
import io.nerest.system.FreePort;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
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
 * -Dnerest.uploads=5000}.
 */
class IngestKilledTrial {
    private static final Path SERVICE = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int CLIENTS = 16;
    private static final int UPLOADS = Integer.getInteger("nerest.uploads", 320);

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
                "-Dnerest.ingest.sources.first-pause=200ms"));
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
    void uploadsOfManyClientsBecomeOneFrameEachThoughTheServiceIsKilled() throws Exception {
        String stream = "uploads-" + UUID.randomUUID();
        int port = FreePort.find(Set.of());
        Pod pod = start("pod-u", port);
        given().port(port).contentType("application/json").body("{}").put("/api/streams/" + stream);
        ConcurrentLinkedQueue<byte[]> images = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < UPLOADS; i++) {
            images.add(UploadedImages.jpeg(640, 360));
        }
        List<Double> millis = Collections.synchronizedList(new ArrayList<>());
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        long start = System.nanoTime();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            running.add(clients.submit(() -> {
                for (byte[] image = images.poll(); image != null; image = images.poll()) {
                    millis.add(upload(port, stream, image));
                }
            }));
        }
        await().atMost(LIMIT).until(() -> millis.size() >= UPLOADS / 2);
        kill(pod);
        Pod again = start("pod-u", port);
        for (Future<?> client : running) {
            client.get();
        }
        clients.shutdown();
        double seconds = (System.nanoTime() - start) / 1e9;

        assertThat(count(again, stream)).isEqualTo(UPLOADS);
        List<Double> sorted = millis.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%d uploads of 640x360 by %d clients, service killed once: %.0f per second with the restart; median %.0f ms, p99 %.0f ms%n",
                UPLOADS,
                CLIENTS,
                UPLOADS / seconds,
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 99 / 100));
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
