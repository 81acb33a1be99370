package io.nerest.standalone.options;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks of options that several commands share. */
public final class StackOptions {
    private static final int MOST_CLASSES = 1000;

    private StackOptions() {}

    /**
     * Checks {@code --base}.
     *
     * @throws IllegalArgumentException if the file does not exist or is not a safetensors file
     */
    public static Path checkpoint(Path base) {
        if (!Files.isRegularFile(base)) {
            throw new IllegalArgumentException("--base: the file " + base + " does not exist");
        }
        if (!base.getFileName().toString().endsWith(".safetensors")) {
            throw new IllegalArgumentException("--base: " + base + " is not a .safetensors file");
        }
        return base;
    }

    /**
     * Checks {@code --classes}.
     *
     * @throws IllegalArgumentException if a name is blank or occurs twice
     */
    public static List<String> classNames(List<String> names) {
        if (names.isEmpty() || names.size() > MOST_CLASSES) {
            throw new IllegalArgumentException(
                    "--classes: 1 to " + MOST_CLASSES + " class names are required, not " + names.size());
        }
        for (String name : names) {
            if (name.isBlank()) {
                throw new IllegalArgumentException(
                        "--classes: a class name is blank in '" + String.join(",", names) + "'");
            }
        }
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException(
                    "--classes: a class name occurs twice in '" + String.join(",", names) + "'");
        }
        return List.copyOf(names);
    }

    /**
     * Checks {@code --data-dir}.
     *
     * @throws IllegalArgumentException if the path is a file
     */
    public static Path dataDir(Path dataDir) {
        if (Files.exists(dataDir) && !Files.isDirectory(dataDir)) {
            throw new IllegalArgumentException("--data-dir: " + dataDir + " is not a directory");
        }
        return dataDir;
    }
}
