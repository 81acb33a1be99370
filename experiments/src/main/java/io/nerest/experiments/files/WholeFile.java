package io.nerest.experiments.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** Writes a file whole or not at all, whenever the process ends: beside its place first, and then into it. */
public final class WholeFile {

    private WholeFile() {}

    /**
     * Writes a file; folders above it are made.
     *
     * @param file replaced where it exists
     * @throws UnwritableException where that cannot be done; what was there before still is
     */
    public static void write(Path file, byte[] content) throws UnwritableException {
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            Files.write(beside, content);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UnwritableException(file, e);
        }
    }

    /** The same for text. */
    public static void write(Path file, String text) throws UnwritableException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
