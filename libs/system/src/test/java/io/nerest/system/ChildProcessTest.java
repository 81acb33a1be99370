package io.nerest.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void theReadyLineOfThisRunIsReturnedNotThatOfAnEarlierOne() throws Exception {
        Files.writeString(folder.resolve("part.log"), "READY part localhost:1\n");

        try (ChildProcess child = shell("echo starting; echo READY part localhost:2; read -r line")) {
            assertThat(child.awaitReadyLine(LIMIT)).isEqualTo("READY part localhost:2");
        }
    }

    @Test
    void outputAndErrorsAreAppendedToTheLog() throws Exception {
        Files.writeString(folder.resolve("part.log"), "before\n");

        try (ChildProcess child = shell("echo out; echo error >&2")) {
            child.awaitExit(LIMIT);
        }

        assertThat(folder.resolve("part.log")).hasContent("before\nout\nerror\n");
    }

    @Test
    void anEndBeforeTheReadyLineNamesTheExitCodeAndTheLog() throws Exception {
        try (ChildProcess child = shell("exit 7")) {
            assertThatThrownBy(() -> child.awaitReadyLine(LIMIT))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("part ended with exit code 7")
                    .hasMessageContaining("part.log");
        }
    }

    @Test
    void aChildThatIsNotReadyInTimeIsReported() throws Exception {
        try (ChildProcess child = shell("read -r line")) {
            assertThatThrownBy(() -> child.awaitReadyLine(Duration.ofMillis(100)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("part was not ready within");
        }
    }

    @Test
    void variablesAreAddedToTheEnvironment() throws Exception {
        try (ChildProcess child = shell("echo \"$CAMERA\"")) {
            child.awaitExit(LIMIT);
        }

        assertThat(folder.resolve("part.log")).hasContent("creek\n");
    }

    @Test
    void aChildThatIgnoresTheStopRequestIsKilled() throws Exception {
        try (ChildProcess child = shell("trap '' TERM; echo READY part; while :; do sleep 0.05; done")) {
            child.awaitReadyLine(LIMIT);

            int status = child.stop(Duration.ofMillis(200));

            assertThat(status).isEqualTo(128 + 9);
        }
    }

    @Test
    void theEndOfItsInputReachesTheChild() throws Exception {
        try (ChildProcess child = shell("read -r word; cat; exit $word")) {
            child.writeLine("5");
            child.endInput();

            assertThat(child.awaitExit(LIMIT)).isEqualTo(5);
        }
    }

    @Test
    void killingWithDescendantsLeavesNoProcess() throws Exception {
        try (ChildProcess child = shell("sleep 60 & echo READY part; wait")) {
            child.awaitReadyLine(LIMIT);
            List<ProcessHandle> descendants = child.descendants();
            assertThat(descendants).isNotEmpty();

            child.killWithDescendants();

            for (ProcessHandle descendant : descendants) {
                descendant.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
            assertThat(child.isAlive()).isFalse();
        }
    }

    private ChildProcess shell(String script) throws IOException {
        return ChildProcess.start(new ChildSpec(
                "part", List.of("sh", "-c", script), Map.of("CAMERA", "creek"), folder.resolve("part.log")));
    }
}
