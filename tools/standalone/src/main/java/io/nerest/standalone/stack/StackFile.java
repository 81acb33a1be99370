package io.nerest.standalone.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.nerest.system.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code stack.json} in a data directory: the ports, which stay the same after a restart so that URLs and advertised
 * listeners remain valid, and the running processes.
 *
 * @param launcherPid process id of the launcher; 0 if the stack does not run
 * @param ports by part
 * @param pids by part
 */
public record StackFile(long launcherPid, Map<String, Integer> ports, Map<String, Long> pids) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public StackFile {
        ports = new TreeMap<>(ports);
        pids = new TreeMap<>(pids);
    }

    /** Reads the file of a data directory; empty if no stack has used the directory yet. */
    public static Optional<StackFile> read(Path dataDir) throws IOException {
        Path file = file(dataDir);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), StackFile.class));
        } catch (IOException e) {
            throw new IOException(
                    file + " cannot be read (" + e.getMessage() + "); remove it to start on new ports", e);
        }
    }

    void write(Path dataDir) throws IOException {
        AtomicFile.write(file(dataDir), JSON.writeValueAsBytes(this));
    }

    private static Path file(Path dataDir) {
        return dataDir.resolve("stack.json");
    }
}
