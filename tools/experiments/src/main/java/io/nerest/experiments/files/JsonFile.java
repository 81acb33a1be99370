package io.nerest.experiments.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nerest.system.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Stores finished work as JSON. Each file is written atomically, so that work can be resumed after any interruption. */
public final class JsonFile {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonFile() {}

    /**
     * Reads a file; empty if it does not exist.
     *
     * @throws DamagedFileException if its content is invalid
     */
    public static <T> Optional<T> read(Path file, TypeReference<T> type) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), type));
        } catch (JsonProcessingException e) {
            throw new DamagedFileException(
                    file + " is damaged" + DamagedFileException.place(e) + "; remove it and it is made again", e);
        }
    }

    /** Writes a value; an existing file is replaced. */
    public static void write(Path file, Object value) throws IOException {
        AtomicFile.write(file, JSON.writeValueAsBytes(value));
    }

    /**
     * Writes settings that must not change when work is resumed, unless the file exists.
     *
     * @return the settings that differ from those of an existing file, each with both values; empty if none does
     */
    public static Map<String, String> writeOnce(Path file, Object settings) throws IOException {
        // Converted by JSON, so that numbers compare as they are stored.
        Map<String, Object> wanted = JSON.readValue(JSON.writeValueAsString(settings), new TypeReference<>() {});
        Optional<Map<String, Object>> stored = read(file, new TypeReference<>() {});
        if (stored.isEmpty()) {
            write(file, wanted);
            return Map.of();
        }
        Map<String, String> differences = new TreeMap<>();
        wanted.forEach((name, value) -> {
            if (!Objects.equals(value, stored.get().get(name))) {
                differences.put(name, stored.get().get(name) + " there, " + value + " now");
            }
        });
        return differences;
    }
}
