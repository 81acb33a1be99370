package io.nerest.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code postmaster.pid} in a data directory: exists while a PostgreSQL server runs, and after a server was killed. */
final class PostmasterFile {
    private static final Logger LOG = LoggerFactory.getLogger(PostmasterFile.class);
    private static final int STOP_LIMIT_S = 20;

    private final Path file;
    private final Path dataDir;

    private PostmasterFile(Path dataDir) {
        this.dataDir = dataDir;
        this.file = dataDir.resolve("postmaster.pid");
    }

    static PostmasterFile of(Path dataDir) {
        return new PostmasterFile(dataDir);
    }

    /** Returns whether the file exists: the last server still runs or was not stopped cleanly. */
    boolean exists() {
        return Files.exists(file);
    }

    /**
     * Stops a server that still runs on this data directory. If the process of the file has ended, PostgreSQL itself
     * recovers at its next start.
     *
     * @throws IOException if the file cannot be read or the server does not end
     */
    void stopOrphan() throws IOException, InterruptedException {
        Optional<ProcessHandle> orphan = owner();
        if (orphan.isEmpty()) {
            return;
        }
        ProcessHandle server = orphan.get();
        LOG.warn("PostgreSQL process {} still runs on {} without its parent; stopping it", server.pid(), dataDir);
        interrupt(server.pid());
        try {
            server.onExit().get(STOP_LIMIT_S, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException(
                    "PostgreSQL process " + server.pid() + " holds " + dataDir + " and did not stop within "
                            + STOP_LIMIT_S + " s; stop it by hand",
                    e);
        }
    }

    /** Sends SIGINT, PostgreSQL's fast shutdown, for which Java has no call. SIGTERM would wait for the clients. */
    static void interrupt(long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor();
    }

    private Optional<ProcessHandle> owner() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String pid = Files.readAllLines(file).stream().findFirst().orElse("").strip();
        if (!pid.matches("\\d{1,10}")) {
            return Optional.empty();
        }
        // The process id may have been reused: accept only a postgres on this directory.
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(process -> process.info()
                        .commandLine()
                        .map(line -> line.contains("postgres") && line.contains(dataDir.toString()))
                        .orElse(false));
    }
}
