package io.nerest.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nerest.standalone.clock.ProcessClocks;
import io.nerest.standalone.disk.TrialDisk;
import io.nerest.standalone.network.FaultyLink;
import io.nerest.system.ChildProcess;
import io.nerest.system.ChildSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ChaosFaultsTest {
    @TempDir
    private Path folder;

    private FaultyLink link;
    /** A shell with a child. */
    private ChildProcess part;

    private ChaosFaults faults;

    @BeforeEach
    void start() throws IOException {
        link = new FaultyLink(() -> 1);
        part = ChildProcess.start(new ChildSpec(
                "part", List.of("sh", "-c", "sleep 60 & echo READY part; wait"), Map.of(), folder.resolve("part.log")));
        faults = new ChaosFaults(
                () -> List.of(part),
                Map.of("link", link),
                ProcessClocks.in(folder.resolve("clocks")),
                new NoDisk(),
                Duration.ofMillis(200));
    }

    @AfterEach
    void end() throws IOException {
        part.close();
        link.close();
    }

    private static ChaosFault fault(ChaosFault.Kind kind, String target, long millis) {
        return new ChaosFault(kind, target, millis, 0, false, 0);
    }

    /** The letter of a process's state: T if it is stopped. */
    private static String state(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return stat.substring(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void aProcessFreezesWithItsDescendantsAndContinuesEvenIfTheTrialIsInterrupted() throws Exception {
        part.awaitReadyLine(Duration.ofSeconds(10));
        ProcessHandle child = part.descendants().get(0);
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread trial = new Thread(() -> {
            try {
                faults.cause(fault(ChaosFault.Kind.FREEZE, "part", 60_000));
            } catch (IOException | InterruptedException e) {
                end.set(e);
            }
        });
        trial.start();
        await().until(() -> state(part.handle()).equals("T") && state(child).equals("T"));

        trial.interrupt();
        trial.join(TimeUnit.SECONDS.toMillis(10));

        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        assertThat(List.of(state(part.handle()), state(child))).doesNotContain("T");
    }

    @Test
    void aKillEndsTheDescendantsToo() throws Exception {
        part.awaitReadyLine(Duration.ofSeconds(10));
        ProcessHandle child = part.descendants().get(0);

        assertThat(faults.cause(fault(ChaosFault.Kind.KILL, "part", 0))).isTrue();

        await().until(() -> !part.isAlive() && !child.isAlive());
    }

    @Test
    void aFaultWhoseTargetIsNotThereIsNotCaused() throws Exception {
        part.killWithDescendants();

        for (ChaosFault.Kind kind : List.of(
                ChaosFault.Kind.KILL, ChaosFault.Kind.TERMINATE, ChaosFault.Kind.FREEZE, ChaosFault.Kind.CLOCK)) {
            assertThat(faults.cause(fault(kind, "part", 1))).as(kind.name()).isFalse();
        }
        assertThat(faults.cause(fault(ChaosFault.Kind.PARTITION, "link", 1)))
                .as("a link without connections")
                .isFalse();
    }

    /** A disk that no test fills. */
    private static final class NoDisk implements TrialDisk {
        @Override
        public String description() {
            return "none";
        }

        @Override
        public void fill(Collection<ProcessHandle> writers) {
            throw new IllegalStateException("not used");
        }

        @Override
        public void free(Collection<ProcessHandle> writers) {
            throw new IllegalStateException("not used");
        }

        @Override
        public void close() {
            // Nothing is held.
        }

        @Override
        public void delete() {
            // Nothing is kept.
        }
    }
}
