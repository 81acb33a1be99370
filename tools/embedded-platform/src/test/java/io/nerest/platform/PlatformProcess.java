package io.nerest.platform;

import io.nerest.system.ChildProcess;
import io.nerest.system.ChildSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One running part, started as a launcher starts it. */
final class PlatformProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final ChildProcess process;
    private final String readyLine;

    private PlatformProcess(ChildProcess process, String readyLine) {
        this.process = process;
        this.readyLine = readyLine;
    }

    /** Starts a part and waits for its READY line. */
    static PlatformProcess start(String part, String heap, Path dataDir, int port, String... options)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                part,
                "--data-dir=" + dataDir,
                "--port=" + port,
                "--stop-on-stdin-eof"));
        arguments.addAll(List.of(options));
        ChildProcess process = ChildProcess.start(
                new ChildSpec(part, ChildSpec.java(arguments), Map.of(), dataDir.resolveSibling(part + ".log")));
        return new PlatformProcess(process, process.awaitReadyLine(START_LIMIT));
    }

    String readyLine() {
        return readyLine;
    }

    List<ProcessHandle> children() {
        return process.descendants();
    }

    /** Kills the JVM only, as {@code kill -9} of its process id does. */
    void kill() throws InterruptedException {
        process.kill();
    }

    /** Ends its standard input, as the end of its launcher does; returns its exit code. */
    int endStdin() throws IOException, InterruptedException {
        process.endInput();
        return process.awaitExit(STOP_LIMIT);
    }

    /** Sends SIGTERM; returns its exit code. */
    int terminate() throws IOException, InterruptedException {
        process.requestStop();
        return process.awaitExit(STOP_LIMIT);
    }

    @Override
    public void close() {
        process.close();
    }
}
