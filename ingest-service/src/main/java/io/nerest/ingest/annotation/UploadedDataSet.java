package io.nerest.ingest.annotation;

import io.nerest.formats.AnnotationFormat;
import io.nerest.formats.archive.ArchiveFile;
import io.nerest.formats.archive.ArchiveLimits;
import io.nerest.formats.model.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** An annotation file, or an archive of a data set, unpacked into a temporary folder. Closing it removes the folder. */
final class UploadedDataSet implements AutoCloseable {
    private static final ArchiveLimits LIMITS = new ArchiveLimits(50_000, 4L << 30, 512L << 20, 100, 100_000_000);
    /** Folders that belong to a format; an archive's only folder with another name contains the data set. */
    private static final Set<String> PARTS =
            Set.of("images", "labels", "annotations", "jpegimages", "imagesets", "data", "train", "val", "test");

    private static final int TAR_MAGIC_AT = 257;

    private final Path folder;
    private final Path source;

    private UploadedDataSet(Path folder, Path source) {
        this.folder = folder;
        this.source = source;
    }

    /**
     * Unpacks or copies an upload.
     *
     * @throws FormatException if it is an archive that leads out of its folder, has links, or unpacks to too much
     */
    static UploadedDataSet of(Path upload) throws IOException {
        Path folder = Files.createTempDirectory("nerest-annotations").toRealPath();
        try {
            String suffix = suffix(upload);
            if (suffix.equals("zip") || suffix.startsWith("tar")) {
                // Archives are recognised by their name. It lies beside the folder, so that it is not part of the data
                // set.
                Path archive = folder.resolve("archive." + suffix);
                Path content = Files.createDirectory(folder.resolve("content"));
                Files.createSymbolicLink(archive, upload.toAbsolutePath());
                new ArchiveFile(archive, LIMITS).unpack(content, name -> true);
                return new UploadedDataSet(folder, root(content));
            }
            Path file = folder.resolve("annotations." + suffix);
            Files.copy(upload, file);
            return new UploadedDataSet(folder, file);
        } catch (IOException | RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    /** The first bytes decide. */
    private static String suffix(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(512);
        }
        if (start.length > 1 && start[0] == 'P' && start[1] == 'K') {
            return "zip";
        }
        if (start.length > 1 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b) {
            return "tar.gz";
        }
        if (start.length > TAR_MAGIC_AT + 5
                && new String(start, TAR_MAGIC_AT, 5, StandardCharsets.ISO_8859_1).equals("ustar")) {
            return "tar";
        }
        String text = new String(start, StandardCharsets.ISO_8859_1)
                .replaceAll("[\\x00\\xef\\xbb\\xbf\\xfe\\xff]", "")
                .strip();
        return text.startsWith("<") ? "xml" : text.startsWith("{") || text.startsWith("[") ? "json" : "csv";
    }

    /** The folder that contains the data set: some archives have one folder around it. */
    private static Path root(Path folder) throws IOException {
        Path root = folder;
        for (int depth = 0; depth < 3; depth++) {
            List<Path> entries;
            try (Stream<Path> files = Files.list(root)) {
                entries = files.limit(2).toList();
            }
            if (entries.size() != 1 || !Files.isDirectory(entries.get(0))) {
                break;
            }
            String name = String.valueOf(entries.get(0).getFileName()).toLowerCase(Locale.ROOT);
            if (PARTS.contains(name)) {
                break;
            }
            root = entries.get(0);
        }
        return root;
    }

    /** The data set's file or folder. */
    Path source() {
        return source;
    }

    /** The folder that all its files lie in. */
    Path folder() {
        return Files.isDirectory(source) ? source : folder;
    }

    /** Returns the format, recognised by the content if it is not given. */
    AnnotationFormat format(Optional<AnnotationFormat> given) throws IOException {
        return given.isPresent() ? given.get() : AnnotationFormat.detect(source);
    }

    @Override
    public void close() throws IOException {
        delete(folder);
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
