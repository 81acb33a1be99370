package io.nerest.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process, killed again and again, over a link that loses answers. */
@Timeout(240)
class EdgeKilledTest {
    private static final int KILLS = 4;
    private static final int FRAMES_PER_RUN = 30;

    @TempDir
    Path folder;

    private Process edge(FlakyIngest ingest, String... further) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.nerest.edge.Edge",
                "--watch=" + folder.resolve("camera"),
                "--spool=" + folder.resolve("spool"),
                "--url=" + ingest.uri(),
                "--stream=north",
                "--settle-ms=0"));
        command.addAll(List.of(further));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(folder.toFile(), "edge.log")))
                .start();
    }

    private void capture(int from) throws IOException {
        Instant start = Instant.parse("2026-08-01T12:00:00Z");
        for (int i = from; i < from + FRAMES_PER_RUN; i++) {
            Path file = Files.writeString(folder.resolve("camera").resolve(i + ".tmp"), "frame number " + i);
            Files.setLastModifiedTime(file, FileTime.from(start.plusSeconds(i)));
            Files.move(file, folder.resolve("camera").resolve(i + ".jpg"));
        }
    }

    @Test
    void everyFrameArrivesOnceAlthoughTheProcessIsKilledAndAnswersAreLost() throws Exception {
        Files.createDirectories(folder.resolve("camera"));
        Random random = new Random(20_261_122);
        try (FlakyIngest ingest = new FlakyIngest(request -> request % 17 == 5 ? FlakyIngest.LOST_ANSWER : 200)) {
            for (int kill = 0; kill < KILLS; kill++) {
                capture(kill * FRAMES_PER_RUN);
                Process process = edge(ingest);
                int before = ingest.registered().size();
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
                int enough = before + 1 + random.nextInt(FRAMES_PER_RUN - 5);
                while (ingest.registered().size() < enough && System.nanoTime() < deadline) {
                    TimeUnit.MILLISECONDS.sleep(2);
                }
                process.destroyForcibly().waitFor();
            }
            Process last = edge(ingest, "--once");
            assertThat(last.waitFor(100, TimeUnit.SECONDS)).isTrue();
            assertThat(last.exitValue())
                    .as(Files.readString(folder.resolve("edge.log")))
                    .isZero();

            Set<String> captured = IntStream.range(0, KILLS * FRAMES_PER_RUN)
                    .mapToObj(String::valueOf)
                    .collect(Collectors.toSet());
            assertThat(ingest.registered()).isEqualTo(captured);
            JsonNode status = new ObjectMapper()
                    .readTree(folder.resolve("spool/status.json").toFile());
            assertThat(status.path("consistent").asBoolean()).isTrue();
            assertThat(status.path("waiting").asInt()).isZero();
            assertThat(status.path("dropped").asInt()).isZero();
            assertThat(status.path("uploaded").asInt()
                            + status.path("duplicate").asInt())
                    .isGreaterThanOrEqualTo(captured.size());
        }
    }
}
