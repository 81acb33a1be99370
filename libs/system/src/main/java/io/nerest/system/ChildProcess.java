package io.nerest.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child process. Its output goes directly to a log file, so it survives the end of this process. Its standard input is
 * a pipe that ends with this process: a program that reads it to the end can stop then.
 */
public final class ChildProcess implements AutoCloseable {
    /** A line of the child's output with this prefix announces that it accepts requests. */
    public static final String READY_PREFIX = "READY ";

    private static final Duration READY_POLL = Duration.ofMillis(25);

    private final ChildSpec spec;
    private final Process process;
    private final LogTail log;

    private ChildProcess(ChildSpec spec, Process process, LogTail log) {
        this.spec = spec;
        this.process = process;
        this.log = log;
    }

    /** A check whether the child accepts requests. */
    @FunctionalInterface
    public interface ReadyCheck {
        boolean isReady() throws IOException, InterruptedException;
    }

    /**
     * Starts the program and returns without waiting for it to be ready. Creates the folder of the log.
     *
     * @throws IOException if the program cannot be started
     */
    public static ChildProcess start(ChildSpec spec) throws IOException {
        Path folder = spec.log().toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        LogTail log = LogTail.fromEndOf(spec.log());
        ProcessBuilder builder = new ProcessBuilder(spec.command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        builder.environment().putAll(spec.environment());
        return new ChildProcess(spec, builder.start(), log);
    }

    public ChildSpec spec() {
        return spec;
    }

    public String name() {
        return spec.name();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Returns the running descendants of the child. */
    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /**
     * Waits until the child prints a line that starts with {@link #READY_PREFIX}, and returns that line.
     *
     * @throws IOException if the child ends first or the limit passes; the message names the log
     */
    public String awaitReadyLine(Duration limit) throws IOException, InterruptedException {
        awaitReady(() -> log.findLine(READY_PREFIX).isPresent(), limit);
        return log.findLine(READY_PREFIX).orElseThrow();
    }

    /**
     * Waits until the check succeeds.
     *
     * @throws IOException if the child ends first or the limit passes; the message names the log
     */
    public void awaitReady(ReadyCheck check, Duration limit) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!check.isReady()) {
            if (!process.isAlive()) {
                throw new IOException(name() + " ended with exit code " + process.exitValue()
                        + " before it was ready; see its log " + spec.log());
            }
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new IOException(
                        name() + " was not ready within " + limit.toSeconds() + " s; see its log " + spec.log());
            }
            TimeUnit.NANOSECONDS.sleep(READY_POLL.toNanos());
        }
        if (!process.isAlive()) {
            throw new IOException(name() + " ended with exit code " + process.exitValue()
                    + ", though its address answers: another program uses it; see its log " + spec.log());
        }
    }

    /** Waits for the end of the child without a limit and returns its exit code. */
    public int awaitExit() throws InterruptedException {
        return process.waitFor();
    }

    /**
     * Waits for the end of the child and returns its exit code.
     *
     * @throws IOException if it still runs after the limit
     */
    public int awaitExit(Duration limit) throws IOException, InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException(name() + " (process " + pid() + ") did not end within " + limit.toSeconds() + " s");
        }
        return process.exitValue();
    }

    /** Writes a line to the child's standard input and flushes it. */
    public void writeLine(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Closes the child's standard input. */
    public void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Sends SIGTERM and returns without waiting. */
    public void requestStop() {
        process.destroy();
    }

    /** Sends SIGTERM, waits up to the limit, then sends SIGKILL. Returns the exit code. */
    public int stop(Duration limit) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
        return process.exitValue();
    }

    /** Sends SIGKILL to the child, not to its descendants, and waits for its end. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sends SIGKILL to the child and its descendants and waits for the end of the child. */
    public void killWithDescendants() throws InterruptedException {
        List<ProcessHandle> descendants = descendants();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
    }

    /** Sends SIGKILL to the child and its descendants without waiting. */
    @Override
    public void close() {
        descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
