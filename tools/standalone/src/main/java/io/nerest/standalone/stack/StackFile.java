package io.nerest.standalone.stack;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.nerest.system.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code stack.json} in a data directory: the ports, which stay the same after a restart so that URLs and advertised
 * listeners remain valid, and the running processes.
 *
 * @param launcherPid process id of the launcher; 0 if the stack does not run
 * @param ports by part
 * @param pids by part
 * @param startedAtMillis start times of the processes in milliseconds since 1970, by part and {@link #LAUNCHER}; empty in
 *     files of earlier versions
 */
public record StackFile(
        long launcherPid,
        Map<String, Integer> ports,
        Map<String, Long> pids,
        @Nullable Map<String, Long> startedAtMillis) {
    /** Name of the launcher among the start times. */
    static final String LAUNCHER = "launcher";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public StackFile {
        ports = new TreeMap<>(ports);
        pids = new TreeMap<>(pids);
        startedAtMillis = startedAtMillis == null ? Map.of() : new TreeMap<>(startedAtMillis);
    }

    /** Returns the file of a stack that does not run and has no ports yet. */
    static StackFile unused() {
        return new StackFile(0, Map.of(), Map.of(), Map.of());
    }

    /** Returns whether the launcher runs: its process, not another one that has its id by now. */
    @JsonIgnore
    public boolean isLauncherRunning() {
        return launcherPid != 0
                && ProcessIdentity.recorded(launcherPid, LAUNCHER, starts()).isRunning();
    }

    /** Returns whether the process of a part runs. */
    public boolean isRunning(String part) {
        Long pid = pids.get(part);
        return pid != null && ProcessIdentity.recorded(pid, part, starts()).isRunning();
    }

    private Map<String, Long> starts() {
        return startedAtMillis == null ? Map.of() : startedAtMillis;
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
            throw new IOException(file + " is damaged and cannot be read; remove it to start on new ports", e);
        }
    }

    void write(Path dataDir) throws IOException {
        AtomicFile.write(file(dataDir), JSON.writeValueAsBytes(this));
    }

    private static Path file(Path dataDir) {
        return dataDir.resolve("stack.json");
    }
}
