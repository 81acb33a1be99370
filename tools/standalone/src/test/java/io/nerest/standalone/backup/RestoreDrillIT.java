package io.nerest.standalone.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.camera.RenderedCameras;
import io.nerest.simulator.stream.RenderedFrame;
import io.nerest.simulator.stream.StreamRenderer;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.Installation;
import io.nerest.standalone.stack.Stack;
import io.nerest.standalone.stack.StackSettings;
import io.nerest.system.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A drill: a stack loses Kafka, PostgreSQL, the object store, and all of them, and is restored each time. Every acknowledged
 * frame must then be registered once, be known to the selector, and be scored once by the live model; labels, images and
 * models must be the same. It takes minutes, so it runs only with {@code -Dnerest.restore-drill=true}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledIfSystemProperty(named = "nerest.restore-drill", matches = "true")
class RestoreDrillIT {
    private static final String STREAM = "drill";
    private static final int PARTITIONS = 6;
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final Installation installation = Installation.locate();
    private final StreamRenderer camera =
            new StreamRenderer(RenderedCameras.camera(1, 0), new FrameFormat(160, 96, 88), 0);
    /** SHA-256 of the image of each acknowledged frame, by the frame's id. */
    private final Map<String, String> acknowledged = new LinkedHashMap<>();

    private final Set<String> labelled = new LinkedHashSet<>();
    private final List<String> output = new ArrayList<>();
    private int nextFrame;
    private String liveModel = "";
    private Path folder = Path.of("");

    @BeforeAll
    void aStackWithFramesLabelsAndABackup(@TempDir Path shared) throws Exception {
        folder = shared;
        try (Stack stack = start()) {
            StackClient client = new StackClient(stack.endpoints());
            client.send("PUT", "ingest", "/api/streams/" + STREAM, Map.of("name", STREAM));
            upload(client, 12);
            client.label(newest());
            labelled.add(newest());
            awaitCounts(client);
            liveModel =
                    client.get("trainer", "/api/models/live").path("modelId").asText();
            backUp(stack.endpoints());
        }
    }

    @Test
    @Order(1)
    void eventsThatWereNotHandledWhenKafkaWasLostAreRepeated() throws Exception {
        // Given: neither scoring nor the selector receives the newest frames
        try (Stack stack = start()) {
            StackClient client = new StackClient(stack.endpoints());
            long before = recordsOfFrames(stack.endpoints());
            freeze(stack, "scoring");
            freeze(stack, "selector");
            upload(client, 5);
            client.label(newest());
            labelled.add(newest());
            await().atMost(LIMIT).until(() -> recordsOfFrames(stack.endpoints()) == before + 5);
        }

        // When
        restore(EnumSet.of(LostPart.KAFKA), Optional.empty());

        // Then
        assertThat(output).anyMatch(line -> line.contains("5 frames and 1 labels are sent again"));
        assertRestored();
    }

    @Test
    @Order(2)
    void framesSinceTheBackupSurviveTheLossOfPostgreSqlInTheTopics() throws Exception {
        // Given: the backup is older than the newest frames, of which Kafka has all
        try (Stack stack = start()) {
            StackClient client = new StackClient(stack.endpoints());
            backUp(stack.endpoints());
            upload(client, 5);
            client.label(newest());
            labelled.add(newest());
            awaitCounts(client);
        }

        // When
        restore(EnumSet.of(LostPart.POSTGRES), Optional.of(backup()));

        // Then
        assertThat(output).anyMatch(line -> line.contains("topics: 5 frames and 1 labels"));
        assertRestored();
    }

    @Test
    @Order(3)
    void imagesAndModelsAreRestoredAfterTheLossOfTheStore() throws Exception {
        // Given: a backup without remains of earlier ones
        Path remains = Files.writeString(backup().resolve("objects").resolve("object1.part"), "half");
        try (Stack stack = start()) {
            backUp(stack.endpoints());
        }
        assertThat(remains).doesNotExist();

        // When a copy is damaged, all others are restored
        Path damaged = largestCopy();
        byte[] content = Files.readAllBytes(damaged);
        Files.write(damaged, new byte[] {1});
        assertThatThrownBy(() -> restore(EnumSet.of(LostPart.STORE), Optional.of(backup())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("all is restored except 1 objects");
        Files.write(damaged, content);
        restore(EnumSet.of(LostPart.STORE), Optional.of(backup()));

        // Then
        assertThat(output).noneMatch(line -> line.contains("another entity tag"));
        assertRestored();
    }

    @Test
    @Order(4)
    void everythingIsRestoredAsOfTheBackup() throws Exception {
        // Given
        Map<String, String> atBackup = new LinkedHashMap<>(acknowledged);
        try (Stack stack = start()) {
            StackClient client = new StackClient(stack.endpoints());
            backUp(stack.endpoints());
            upload(client, 2);
            awaitCounts(client);
        }

        // When
        restore(EnumSet.allOf(LostPart.class), Optional.of(backup()));

        // Then: what is newer than the backup is lost, and nothing else
        acknowledged.keySet().retainAll(atBackup.keySet());
        assertRestored();
    }

    private void assertRestored() throws Exception {
        try (Stack stack = start()) {
            StackClient client = new StackClient(stack.endpoints());
            client.send("POST", "trainer", "/api/models/republish", Map.of());
            awaitCounts(client);
            for (Map.Entry<String, String> frame : acknowledged.entrySet()) {
                assertThat(Sha256.of(client.bytes("ingest", "/api/frames/" + frame.getKey() + "/image")))
                        .isEqualTo(frame.getValue());
            }
            for (String frame : labelled) {
                assertThat(client.get("ingest", "/api/frames/" + frame + "/labels"))
                        .isNotEmpty();
            }
            assertThat(client.get("trainer", "/api/models/live").path("modelId").asText())
                    .isEqualTo(liveModel);
            // The stack works on: a new frame is scored by the restored model.
            upload(client, 1);
            awaitCounts(client);
        }
    }

    /** Waits until all services agree on the acknowledged frames. */
    private void awaitCounts(StackClient client) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            assertThat(client.get("ingest", "/api/frames/counts")
                            .path("registered")
                            .asInt())
                    .isEqualTo(acknowledged.size());
            JsonNode pool = client.get("selector", "/api/pool");
            assertThat(pool.path("frames").asInt()).isEqualTo(acknowledged.size());
            assertThat(pool.path("labelled").asInt()).isEqualTo(labelled.size());
            for (String frame : acknowledged.keySet()) {
                assertThat(models(client, frame)).hasSize(1).doesNotHaveDuplicates();
            }
        });
    }

    private static List<String> models(StackClient client, String frame) throws IOException {
        JsonNode detections = client.get("selector", "/api/frames/" + frame + "/detections");
        return StreamSupport.stream(detections.spliterator(), false)
                .map(one -> one.path("modelId").asText())
                .toList();
    }

    private void upload(StackClient client, int frames) throws IOException {
        for (int i = 0; i < frames; i++) {
            RenderedFrame frame = camera.frame(nextFrame++ * 5);
            byte[] jpeg = frame.jpeg();
            acknowledged.put(client.upload(STREAM, frame.capturedAt().toString(), jpeg), Sha256.of(jpeg));
        }
    }

    private String newest() {
        return List.copyOf(acknowledged.keySet()).get(acknowledged.size() - 1);
    }

    private static void freeze(Stack stack, String service) throws IOException, InterruptedException {
        long pid = stack.supervisor().part(service).pid();
        assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static long recordsOfFrames(Endpoints endpoints) throws Exception {
        Map<TopicPartition, OffsetSpec> partitions = new LinkedHashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.put(new TopicPartition("frames", partition), OffsetSpec.latest());
        }
        try (Admin kafka = Admin.create(Map.of("bootstrap.servers", endpoints.kafka()))) {
            return kafka.listOffsets(partitions).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        }
    }

    private void backUp(Endpoints endpoints) throws IOException {
        Backup.of(endpoints, folder.resolve("data")).write(backup(), System.out::println);
    }

    private Path largestCopy() throws IOException {
        try (Stream<Path> files = Files.walk(backup().resolve("objects"))) {
            return files.filter(Files::isRegularFile)
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    private Path backup() {
        return folder.resolve("backup");
    }

    private void restore(Set<LostPart> lost, Optional<Path> backup) throws IOException, InterruptedException {
        output.clear();
        new Restore(installation, folder.resolve("data"), line -> {
                    System.out.println(line);
                    output.add(line);
                })
                .run(lost, backup);
    }

    private Stack start() throws IOException, InterruptedException {
        return Stack.start(
                installation,
                new StackSettings(
                        folder.resolve("data"),
                        folder.resolve("logs"),
                        List.of("fish"),
                        installation.baseCheckpoint(),
                        false,
                        Map.of("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1", "NEREST_ENGINE", "onnx-fp32")),
                System.out::println);
    }
}
