package io.nerest.formats.parse;

import io.nerest.formats.model.FormatException;
import io.nerest.formats.model.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The annotation files of formats that store one file for each split: {@code train.json}, {@code val.json}. */
public final class SplitFiles {
    private SplitFiles() {}

    /**
     * Returns the files of a source with their splits, named by the file or, if it names none, by its folder.
     *
     * @param source a file, or a folder with such files directly in it or in its subfolders
     * @param suffix such as {@code .json}
     * @throws FormatException if there is none
     */
    public static Map<Path, Split> of(Path source, String suffix) throws IOException {
        if (Files.isRegularFile(source)) {
            return Map.of(source, split(source));
        }
        for (int depth = 1; depth <= 2; depth++) {
            List<Path> found = list(source, suffix, depth);
            if (!found.isEmpty()) {
                Map<Path, Split> files = new LinkedHashMap<>();
                found.forEach(file -> files.put(file, split(file)));
                return files;
            }
        }
        throw new FormatException(source + ": holds no file *" + suffix);
    }

    private static List<Path> list(Path folder, String suffix, int depth) throws IOException {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> String.valueOf(file.getFileName())
                            .toLowerCase(Locale.ROOT)
                            .endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    /** The split that a file's name, or else its folder's, names. */
    public static Split split(Path file) {
        Split named = Split.within(String.valueOf(file.getFileName()));
        Path folder = file.toAbsolutePath().getParent();
        return named != Split.NONE || folder == null || folder.getFileName() == null
                ? named
                : Split.of(folder.getFileName().toString());
    }

    /** The name of a split's file, such as {@code train.json}; {@code annotations.json} for images without a split. */
    public static String name(Split split, String suffix) {
        return (split == Split.NONE ? "annotations" : split.label()) + suffix;
    }

    /** The folder of a file. */
    public static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? Path.of("").toAbsolutePath() : folder;
    }
}
