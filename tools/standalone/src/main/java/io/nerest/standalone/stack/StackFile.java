package io.nerest.standalone.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code stack.json} in a data folder: which ports the parts have, kept over restarts so that URLs and advertised
 * listeners stay what they were, and which processes run.
 *
 * @param launcherPid the process that started them; 0 where none runs
 * @param ports by part
 * @param pids by part
 */
public record StackFile(long launcherPid, Map<String, Integer> ports, Map<String, Long> pids) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public StackFile {
        ports = new TreeMap<>(ports);
        pids = new TreeMap<>(pids);
    }

    /** What the data folder says, if it has held a stack before. */
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
        Path draft = Files.createTempFile(dataDir, "stack", ".json");
        JSON.writeValue(draft.toFile(), this);
        Files.move(draft, file(dataDir), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path file(Path dataDir) {
        return dataDir.resolve("stack.json");
    }
}
