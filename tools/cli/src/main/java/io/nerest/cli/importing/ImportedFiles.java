package io.nerest.cli.importing;

import io.nerest.cli.predict.SourceFiles;
import io.nerest.formats.model.ImageFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which files of a folder or an archive an import reads. */
final class ImportedFiles {
    private static final Set<String> TIMES = Set.of("times.csv", "frames.csv");

    private ImportedFiles() {}

    static boolean isRead(Path file) {
        return ImageFinder.isImage(file)
                || SourceFiles.isVideo(file)
                || TIMES.contains(String.valueOf(file.getFileName()));
    }

    /** The other files below a folder, by their path in it. */
    static List<String> othersBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !isRead(file))
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
