package io.nerest.standalone.options;

import io.nerest.system.FileProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks of options that several commands share. */
public final class StackOptions {
    private static final int MOST_CLASSES = 1000;
    private static final int HEADER_LENGTH_BYTES = 8;

    private StackOptions() {}

    /**
     * Checks {@code --base}.
     *
     * @throws IllegalArgumentException if the file does not exist or is not a safetensors file
     */
    public static Path checkpoint(Path base) {
        if (Files.isDirectory(base)) {
            throw new IllegalArgumentException("--base=" + base + ": is a folder; name a .safetensors file");
        }
        if (!Files.isRegularFile(base)) {
            throw new IllegalArgumentException("--base=" + base + ": the file does not exist");
        }
        requireSafetensors(base);
        return base;
    }

    /** The format starts with the length of a JSON header, eight bytes, little-endian. */
    private static void requireSafetensors(Path base) {
        try (InputStream in = Files.newInputStream(base)) {
            byte[] start = in.readNBytes(HEADER_LENGTH_BYTES + 1);
            long headerLength = start.length <= HEADER_LENGTH_BYTES
                    ? -1
                    : ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (headerLength < 2
                    || headerLength > Files.size(base) - HEADER_LENGTH_BYTES
                    || start[HEADER_LENGTH_BYTES] != '{') {
                throw new IllegalArgumentException("--base=" + base + ": is not a safetensors file, or is damaged;"
                        + " convert other weights by './nerest detect export format=safetensors'");
            }
        } catch (IOException failure) {
            throw new IllegalArgumentException(
                    "--base=" + base + ": cannot be read: " + FileProblem.reason(failure), failure);
        }
    }

    /**
     * Checks {@code --classes}.
     *
     * @throws IllegalArgumentException if a name is blank or occurs twice
     */
    public static List<String> classNames(List<String> names) {
        if (names.isEmpty() || names.size() > MOST_CLASSES) {
            throw new IllegalArgumentException(
                    "--classes: must be 1 to " + MOST_CLASSES + " class names, not " + names.size());
        }
        for (String name : names) {
            if (name.isBlank()) {
                throw new IllegalArgumentException(
                        "--classes=" + String.join(",", names) + ": a class name is blank; remove the extra comma");
            }
        }
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException(
                    "--classes=" + String.join(",", names) + ": a class name occurs twice; names must differ");
        }
        return List.copyOf(names);
    }

    /**
     * Checks {@code --data-dir} for reading.
     *
     * @throws IllegalArgumentException if the path is a file
     */
    public static Path dataDir(Path dataDir) {
        if (Files.exists(dataDir) && !Files.isDirectory(dataDir)) {
            throw new IllegalArgumentException("--data-dir=" + dataDir + ": is a file; name a folder");
        }
        return dataDir;
    }
}
