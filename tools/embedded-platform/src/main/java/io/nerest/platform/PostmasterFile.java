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

/** {@code postmaster.pid}: what a PostgreSQL server that was not stopped leaves in its data folder. */
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

    /** Whether there is one: the last server was not stopped in good order, or still runs. */
    boolean exists() {
        return Files.exists(file);
    }

    /**
     * Stops the server that still runs on this data folder, if one does, so that the next can start. A file whose
     * process is gone is left to PostgreSQL, which recovers from it by itself.
     *
     * @throws IOException when the file cannot be read or the server does not end
     */
    void stopOrphan() throws IOException, InterruptedException {
        Optional<ProcessHandle> orphan = owner();
        if (orphan.isEmpty()) {
            return;
        }
        ProcessHandle server = orphan.get();
        LOG.warn("PostgreSQL {} still runs on {} though its parent is gone: stopping it", server.pid(), dataDir);
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

    /** PostgreSQL's fast shutdown. SIGTERM, the smart one, would wait for the clients; Java has no call for SIGINT. */
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
        // The id may have gone to a stranger since: only a postgres on this very folder is ours.
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(process -> process.info()
                        .commandLine()
                        .map(line -> line.contains("postgres") && line.contains(dataDir.toString()))
                        .orElse(false));
    }
}
