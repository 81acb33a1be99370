package io.nerest.cli.predict;

import io.nerest.system.TextFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The files of a source: an image, a video, a folder of them, a pattern such as {@code frames/*.jpg}, or a list. */
public final class SourceFiles {
    private static final Set<String> IMAGES =
            Set.of("jpg", "jpeg", "png", "bmp", "webp", "tif", "tiff", "gif", "jfif", "pgm", "ppm");
    private static final Set<String> VIDEOS =
            Set.of("mp4", "avi", "mov", "mkv", "webm", "m4v", "mpg", "mpeg", "wmv", "ts", "flv", "asf", "3gp");

    private SourceFiles() {}

    /**
     * Returns the files sorted by name; files of a list in its order.
     *
     * @throws IllegalArgumentException if there are none
     * @throws IOException if the source does not exist or cannot be read
     */
    public static List<Path> of(String source) throws IOException {
        List<Path> files = find(source);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("source=%s holds neither an image (%s) nor a video (%s)"
                    .formatted(
                            source,
                            String.join(", ", IMAGES.stream().sorted().toList()),
                            String.join(", ", VIDEOS.stream().sorted().toList())));
        }
        return files;
    }

    public static boolean isVideo(Path file) {
        return VIDEOS.contains(suffix(file));
    }

    /** The videos below a folder, by their path in it with forward slashes, in order. */
    public static Map<String, Path> videosBelow(Path folder) throws IOException {
        Map<String, Path> videos = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(SourceFiles::isVideo)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .forEach(file ->
                            videos.put(folder.relativize(file).toString().replace('\\', '/'), file));
        }
        return videos;
    }

    private static List<Path> find(String source) throws IOException {
        if (source.matches("[a-zA-Z]+://.*")) {
            throw new IllegalArgumentException(
                    "source: is a URL, but only files are read; register a camera at ingest (docs/sources.md)");
        }
        Path path = Path.of(source);
        if (Files.isDirectory(path)) {
            try (Stream<Path> files = Files.list(path)) {
                return files.filter(SourceFiles::isKnown).sorted().toList();
            }
        }
        if (Files.exists(path)) {
            return suffix(path).equals("txt") ? listed(path) : List.of(path);
        }
        Path folder = path.getParent() == null ? Path.of("") : path.getParent();
        String pattern = String.valueOf(path.getFileName());
        if (pattern.matches(".*[*?\\[{].*") && Files.isDirectory(folder)) {
            List<Path> files = new ArrayList<>();
            try (DirectoryStream<Path> matching = Files.newDirectoryStream(folder, pattern)) {
                matching.forEach(files::add);
            }
            return files.stream().filter(SourceFiles::isKnown).sorted().toList();
        }
        throw new NoSuchFileException(source);
    }

    /** Reads one file per line, relative to the list's folder. */
    private static List<Path> listed(Path list) throws IOException {
        return TextFile.lines(list).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(list.toAbsolutePath()::resolveSibling)
                .map(Path::normalize)
                .toList();
    }

    private static boolean isKnown(Path file) {
        return Files.isRegularFile(file) && (IMAGES.contains(suffix(file)) || isVideo(file));
    }

    private static String suffix(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
