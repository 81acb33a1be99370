package io.nerest.standalone.stack;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One running part. Its standard output and error go to a log file. Its standard input is a pipe that this process holds
 * open: a part that watches it ends when the launcher is gone, however the launcher ended.
 */
public final class ServiceProcess {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final PartSpec spec;
    private final Process process;
    private final Path log;
    private final CompletableFuture<Void> readyLine = new CompletableFuture<>();

    private ServiceProcess(PartSpec spec, Process process, Path log) {
        this.spec = spec;
        this.process = process;
        this.log = log;
    }

    static ServiceProcess start(PartSpec spec, Path logFolder) throws IOException {
        Files.createDirectories(logFolder);
        Path log = logFolder.resolve(spec.name() + ".log");
        ProcessBuilder builder = new ProcessBuilder(spec.command()).redirectErrorStream(true);
        builder.environment().putAll(spec.environment());
        ServiceProcess part = new ServiceProcess(spec, builder.start(), log);
        Thread copier = new Thread(part::copyOutput, spec.name() + "-log");
        copier.setDaemon(true);
        copier.start();
        return part;
    }

    private void copyOutput() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter file = Files.newBufferedWriter(
                        log, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                file.write(line);
                file.newLine();
                file.flush();
                if (line.startsWith("READY ")) {
                    readyLine.complete(null);
                }
            }
        } catch (IOException e) {
            // The pipe breaks when the process is killed; that it is gone is seen by who waits for it.
            readyLine.completeExceptionally(new UncheckedIOException(e));
        }
    }

    /**
     * Waits until the part takes requests.
     *
     * @throws IOException where it ends before that, or the time is over; the message names its log
     */
    void awaitReady(Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new IOException(
                        spec.name() + " ended with exit code " + process.exitValue() + " while starting; see " + log);
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(spec.name() + " was not ready within " + limit.toSeconds() + " s; see " + log);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean isReady() throws InterruptedException {
        if (spec.readiness() instanceof PartSpec.Readiness.HttpOk http) {
            return answersOk(http.url());
        }
        return readyLine.isDone() && !readyLine.isCompletedExceptionally();
    }

    static boolean answersOk(URI url) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(5)).build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    public String name() {
        return spec.name();
    }

    public PartSpec spec() {
        return spec;
    }

    public Process process() {
        return process;
    }

    public Path log() {
        return log;
    }

    /** Asks it to end, and makes it end where it has not within the limit. */
    void stop(Duration limit) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
