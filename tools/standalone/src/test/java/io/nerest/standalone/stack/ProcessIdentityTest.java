package io.nerest.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorded process id is trusted only with its start time: the system gives ids to other processes again. */
class ProcessIdentityTest {
    private static final ProcessIdentity THIS = ProcessIdentity.of(ProcessHandle.current());

    @TempDir
    private Path dataDir;

    @Test
    void theSameProcessIsRecognisedAndAnotherOneWithItsIdIsNot() {
        assertThat(THIS.startedAtMillis()).isPositive();
        assertThat(THIS.isRunning()).isTrue();
        assertThat(new ProcessIdentity(THIS.pid(), THIS.startedAtMillis() - 60_000).isRunning())
                .isFalse();
    }

    @Test
    void anEndedProcessDoesNotRun() throws Exception {
        Process process = new ProcessBuilder("true").start();
        ProcessIdentity identity = ProcessIdentity.of(process.toHandle());
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();

        assertThat(identity.isRunning()).isFalse();
    }

    @Test
    void aStackWhoseProcessIdsBelongToOtherProcessesDoesNotRun() throws IOException {
        long earlier = THIS.startedAtMillis() - 60_000;
        stack(Map.of(StackFile.LAUNCHER, earlier, "kafka", earlier)).write(dataDir);

        StackFile read = StackFile.read(dataDir).orElseThrow();

        assertThat(read.isLauncherRunning()).isFalse();
        assertThat(read.isRunning("kafka")).isFalse();
        assertThat(read.isRunning("ingest")).isFalse();
    }

    @Test
    void aStackThatRunsIsRecognised() throws IOException {
        stack(Map.of(StackFile.LAUNCHER, THIS.startedAtMillis(), "kafka", THIS.startedAtMillis()))
                .write(dataDir);

        StackFile read = StackFile.read(dataDir).orElseThrow();

        assertThat(read.isLauncherRunning()).isTrue();
        assertThat(read.isRunning("kafka")).isTrue();
    }

    @Test
    void aFileOfAnEarlierVersionWithoutStartTimesIsRead() throws IOException {
        Files.writeString(
                dataDir.resolve("stack.json"),
                "{\"launcherPid\":" + THIS.pid() + ",\"ports\":{\"kafka\":18001},\"pids\":{\"kafka\":1}}");

        StackFile read = StackFile.read(dataDir).orElseThrow();

        assertThat(read.isLauncherRunning()).as("the process is Java").isTrue();
        assertThat(read.ports()).containsEntry("kafka", 18_001);
    }

    private static StackFile stack(Map<String, Long> starts) {
        return new StackFile(THIS.pid(), Map.of("kafka", 18_001), Map.of("kafka", THIS.pid()), starts);
    }
}
