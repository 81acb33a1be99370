package io.nerest.testing;

import io.nerest.system.ChildProcess;
import io.nerest.system.ChildSpec;
import io.nerest.system.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One embedded part on a fixed port. After a kill, the next process continues from the same directory. */
final class PlatformPartProcess {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final PlatformPart part;
    private final Path dataDir;
    private final Path log;
    private final List<String> options;
    private final int port;
    private @Nullable ChildProcess process;

    /**
     * @param options command line options of this part only
     * @param taken ports that other parts use
     */
    PlatformPartProcess(PlatformPart part, Path dataDir, List<String> options, Collection<Integer> taken) {
        this.part = part;
        this.dataDir = dataDir.resolve(part.commandName());
        this.log = dataDir.resolve(part.commandName() + ".log");
        this.options = options;
        this.port = FreePort.find(taken);
    }

    int port() {
        return port;
    }

    /** Starts the process without waiting for it to be ready. */
    void launch() {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException(part.commandName() + " already runs");
        }
        List<String> arguments = new ArrayList<>(List.of(
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
                "--stop-on-stdin-eof"));
        arguments.addAll(options);
        // The locale determines the encoding of file names; the POSIX default supports ASCII only.
        Map<String, String> environment = Map.of("LC_ALL", "C.UTF-8");
        try {
            process =
                    ChildProcess.start(new ChildSpec(part.commandName(), ChildSpec.java(arguments), environment, log));
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

    /**
     * Waits until the part accepts requests.
     *
     * @throws IllegalStateException if it does not start; the message contains its log
     */
    void awaitReady() {
        try {
            running().awaitReadyLine(START_LIMIT);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage() + ":\n" + logText(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private String logText() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "(unreadable: " + e.getMessage() + ")";
        }
    }

    private ChildProcess running() {
        if (process == null) {
            throw new IllegalStateException(part.commandName() + " was not started");
        }
        return process;
    }

    /** Kills the process and, for PostgreSQL, its servers, as a power failure does. */
    void kill() {
        try {
            running().killWithDescendants();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Sends a stop request without waiting. */
    void requestStop() {
        if (process != null) {
            process.requestStop();
        }
    }

    /** Stops the process gracefully; kills it after a limit. */
    void stop() {
        if (process != null) {
            try {
                process.stop(STOP_LIMIT);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    private IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while waiting for " + part.commandName(), e);
    }
}
