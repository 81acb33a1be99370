package io.nerest.standalone.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.system.ChildSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ProcessClocksTest {
    private static final long HOUR = 3_600_000;

    @TempDir
    private Path folder;

    /** A real Java process: every way to ask for the time shows the jump, and later the jump back; nanoTime does not. */
    @Test
    @Timeout(60)
    void theClockOfAProcessJumpsAndJumpsBack() throws Exception {
        ProcessClocks clocks = ProcessClocks.in(folder.resolve("clocks"));
        List<String> arguments = new ArrayList<>(clocks.javaOptions("shown"));
        arguments.addAll(List.of(
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), ShownTimes.class.getName()));
        Process process = new ProcessBuilder(ChildSpec.java(arguments))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(shown(process, output))
                    .allSatisfy(time -> assertThat(time).isLessThan(HOUR / 2));

            clocks.move("shown", HOUR);
            List<Long> moved = shown(process, output);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (moved.get(0) < HOUR / 2 && System.nanoTime() < deadline) {
                moved = shown(process, output);
            }
            assertThat(moved).hasSize(4).allSatisfy(time -> assertThat(time).isBetween(HOUR / 2, 3 * HOUR / 2));

            clocks.move("shown", 0);
            List<Long> back = shown(process, output);
            while (back.get(0) > HOUR / 2 && System.nanoTime() < deadline) {
                back = shown(process, output);
            }
            assertThat(back).allSatisfy(time -> assertThat(time).isLessThan(HOUR / 2));
        } finally {
            process.destroyForcibly();
        }
    }

    /** Returns by how much each time of the process is later than this machine's. */
    private static List<Long> shown(Process process, BufferedReader output) throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        List<Long> times = new ArrayList<>();
        for (String time : output.readLine().split(" ", -1)) {
            times.add(Long.parseLong(time) - System.currentTimeMillis());
        }
        return times;
    }
}
