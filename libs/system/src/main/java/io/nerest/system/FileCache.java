package io.nerest.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A folder of files that can be fetched again. The modification time of a file is the time of its last use.
 *
 * @param folder the files in it, not those in folders below
 */
public record FileCache(Path folder) {
    private record Used(Path file, FileTime time) {}

    /** Marks a file as used now. */
    public static void use(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    }

    /**
     * Deletes all files except those used last.
     *
     * @param count how many are kept
     * @param inUse names of files that are kept in any case
     */
    public void keepNewest(int count, Predicate<String> inUse) throws IOException {
        List<Used> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                try {
                    files.add(new Used(file, Files.getLastModifiedTime(file)));
                } catch (NoSuchFileException e) {
                    // Another thread deleted or renamed it.
                }
            }
        }
        files.sort(Comparator.comparing(Used::time).reversed());
        for (Used used : files.subList(Math.min(count, files.size()), files.size())) {
            if (!inUse.test(used.file().getFileName().toString())) {
                Files.deleteIfExists(used.file());
            }
        }
    }
}
