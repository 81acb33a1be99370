package io.nerest.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The process of one embedded part, and its next one after a kill. */
final class PlatformPartProcess {
    private static final int STOP_LIMIT_S = 30;

    private final PlatformPart part;
    private final Path dataDir;
    private final Path log;
    private final List<String> options;
    private final int port;
    private @Nullable Process process;

    PlatformPartProcess(PlatformPart part, Path dataDir, List<String> options) {
        this.part = part;
        this.dataDir = dataDir.resolve(part.commandName());
        this.log = dataDir.resolve(part.commandName() + ".log");
        this.options = options;
        this.port = freePort();
    }

    int port() {
        return port;
    }

    /** Starts the process without waiting for it to be ready. */
    void launch() {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException(part.commandName() + " runs already");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                PlatformClassPath.find(),
                "io.nerest.platform.Main",
                part.commandName(),
                "--data-dir",
                dataDir.toString(),
                "--port",
                Integer.toString(port),
                "--log",
                log.toString(),
                "--stop-on-stdin-eof"));
        command.addAll(options);
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            // File names take the locale's characters, and a bare environment has none beyond ASCII.
            builder.environment().put("LC_ALL", "C.UTF-8");
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + part.commandName(), e);
        }
    }

    private String heap() {
        return switch (part) {
            case KAFKA -> "384m";
            case POSTGRES -> "64m";
            case S3 -> "192m";
        };
    }

    /** Waits for the line that says the part accepts requests; fails with its log when it ends without one. */
    void awaitReady() {
        try {
            BufferedReader output = running().inputReader();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith("READY ")) {
                    return;
                }
            }
            throw new IllegalStateException(part.commandName() + " ended before it was ready; its log " + log
                    + " says:\n" + Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException("lost " + part.commandName() + " while it started", e);
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException(part.commandName() + " was not started");
        }
        return process;
    }

    /** Kills the process and, for PostgreSQL, the servers under it, as a power cut would. */
    void kill() {
        List<ProcessHandle> children = running().descendants().toList();
        running().destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        awaitEnd();
    }

    /** Asks the process to stop, without waiting. */
    void requestStop() {
        if (process != null) {
            process.destroy();
        }
    }

    /** Stops the process in good order. */
    void stop() {
        if (process != null) {
            process.destroy();
            awaitEnd();
        }
    }

    private void awaitEnd() {
        try {
            if (!running().waitFor(STOP_LIMIT_S, TimeUnit.SECONDS)) {
                running().destroyForcibly();
                throw new IllegalStateException(part.commandName() + " did not end within " + STOP_LIMIT_S + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + part.commandName() + " was to end", e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }
}
