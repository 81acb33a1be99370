package io.nerest.platform;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One part as a process of its own, as a launcher runs it. */
final class PlatformProcess implements AutoCloseable {
    private final Process process;
    private final String ready;

    private PlatformProcess(Process process, String ready) {
        this.process = process;
        this.ready = ready;
    }

    /** Starts a part and waits for its READY line. */
    static PlatformProcess start(String part, String heap, Path dataDir, int port, String... options)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                part,
                "--data-dir=" + dataDir,
                "--port=" + port,
                "--log=" + dataDir.resolveSibling(part + ".log"),
                "--stop-on-stdin-eof"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        if (line == null) {
            throw new IOException(part + " ended before it was ready");
        }
        return new PlatformProcess(process, line);
    }

    String ready() {
        return ready;
    }

    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    /** Kills the JVM alone, as {@code kill -9} of its id does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends its standard input, as the death of its launcher does; returns its exit status. */
    int endStdin() throws IOException, InterruptedException {
        process.outputWriter().close();
        return awaitExit();
    }

    /** Sends SIGTERM; returns its exit status. */
    int terminate() throws InterruptedException {
        process.destroy();
        return awaitExit();
    }

    private int awaitExit() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the process did not end within 30 s");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
