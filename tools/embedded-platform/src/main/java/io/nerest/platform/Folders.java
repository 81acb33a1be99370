package io.nerest.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Operations on directories with their content. */
final class Folders {
    private Folders() {}

    /** Deletes a directory and its content; does nothing if it does not exist. Deletes links without following them. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }

    /** Copies a directory and its content with all attributes. */
    static void copy(Path from, Path to) throws IOException {
        List<Path> parentsFirst;
        try (Stream<Path> all = Files.walk(from)) {
            parentsFirst = all.toList();
        }
        for (Path path : parentsFirst) {
            Files.copy(
                    path,
                    to.resolve(from.relativize(path).toString()),
                    StandardCopyOption.COPY_ATTRIBUTES,
                    LinkOption.NOFOLLOW_LINKS);
        }
    }
}
