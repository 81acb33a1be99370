package io.nerest.detector.probe;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.system.AtomicFile;
import io.nerest.system.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results of earlier probes: in memory, and in a folder with one small JSON file per key. A damaged file or an unwritable
 * folder costs a warning and another probe, never a failure.
 */
public final class ProbeCache {
    /** Environment variable that names the folder; else {@code ~/.cache/nerest}. */
    public static final String FOLDER_VARIABLE = "NEREST_CACHE_DIR";

    private static final Logger LOG = LoggerFactory.getLogger(ProbeCache.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Map<ProbeKey, ProbeResult> memory = new ConcurrentHashMap<>();
    private final AtomicBoolean warned = new AtomicBoolean();

    /** @param folder created at the first write */
    public ProbeCache(Path folder) {
        this.folder = folder;
    }

    /** Returns the folder that the environment names, else the default. */
    public static Path folder(Map<String, String> environment) {
        String named = environment.getOrDefault(FOLDER_VARIABLE, "");
        return named.isBlank() ? Path.of(System.getProperty("user.home"), ".cache", "nerest") : Path.of(named);
    }

    /** Returns the result for this key, if one is stored and intact. */
    public Optional<ProbeResult> find(ProbeKey key) {
        ProbeResult inMemory = memory.get(key);
        return inMemory != null ? Optional.of(inMemory) : read(key);
    }

    /** Keeps a result for this cache only, not for later processes. */
    public void keepInMemory(ProbeResult result) {
        memory.put(result.key(), result);
    }

    /** Keeps a result in memory, and in the folder if it is writable. */
    public void store(ProbeResult result) {
        keepInMemory(result);
        try {
            AtomicFile.write(
                    file(result.key()), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result));
        } catch (IOException unwritable) {
            if (warned.compareAndSet(false, true)) {
                LOG.warn(
                        "the result of a speed probe is not kept and the next process measures again: {}; set {} to a writable folder",
                        unwritable.getMessage(),
                        FOLDER_VARIABLE);
            }
        }
    }

    private Optional<ProbeResult> read(ProbeKey key) {
        Path file = file(key);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            ProbeResult stored = JSON.readValue(file.toFile(), ProbeResult.class);
            if (stored == null || !stored.key().equals(key)) {
                throw new IOException("it contains the result for another key");
            }
            memory.put(key, stored);
            return Optional.of(stored);
        } catch (IOException | RuntimeException damaged) {
            LOG.warn(
                    "{} is damaged, is ignored and will be replaced: {}",
                    file,
                    String.valueOf(damaged.getMessage()).lines().findFirst().orElse(""));
            return Optional.empty();
        }
    }

    private Path file(ProbeKey key) {
        try {
            return folder.resolve(
                    "probe-" + Sha256.of(JSON.writeValueAsString(key)).substring(0, 16) + ".json");
        } catch (IOException e) {
            throw new UncheckedIOException("a record of texts and numbers is always valid JSON", e);
        }
    }
}
