package io.nerest.ingest.source;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The files of watched folders that were not read yet. A file that changes is read again. */
@ApplicationScoped
class FolderListing {
    private static final Set<String> IMAGES = Set.of("jpg", "jpeg", "png", "webp", "tif", "tiff", "bmp", "gif");
    private static final Set<String> VIDEOS = Set.of("mp4", "mkv", "avi", "ts", "mov", "m4v", "webm", "mts", "m2ts");

    private final EntityManager database;

    FolderListing(EntityManager database) {
        this.database = database;
    }

    /**
     * One version of a file.
     *
     * @param path relative to the folder
     */
    record Entry(Path file, String path, long size, Instant modified) {
        boolean isVideo() {
            return VIDEOS.contains(extension(file));
        }
    }

    /** Returns unread images and videos that did not change after a time, the oldest first. */
    @Transactional
    List<Entry> unread(String streamId, Path folder, Instant settled) throws IOException {
        Set<String> read = new HashSet<>();
        for (Object row : database.createNativeQuery(
                        "SELECT path || chr(10) || size || chr(10) || to_char(modified AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US') FROM source_file WHERE stream_id = :stream")
                .setParameter("stream", streamId)
                .getResultList()) {
            read.add((String) row);
        }
        return files(folder, settled).stream()
                .filter(entry -> !read.contains(stored(entry)))
                .sorted(Comparator.comparing(Entry::modified).thenComparing(Entry::path))
                .toList();
    }

    private static String stored(Entry entry) {
        String time = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS")
                .withZone(ZoneOffset.UTC)
                .format(entry.modified());
        return entry.path() + "\n" + entry.size() + "\n" + time;
    }

    private static List<Entry> files(Path folder, Instant settled) throws IOException {
        List<Entry> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                Instant modified = attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.MICROS);
                boolean known = IMAGES.contains(extension(file)) || VIDEOS.contains(extension(file));
                if (known && attributes.isRegularFile() && modified.isBefore(settled)) {
                    files.add(new Entry(file, folder.relativize(file).toString(), attributes.size(), modified));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // Removed since it was listed, or not readable: the next listing tries again.
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    /** Whether a path is a folder, and not a link to one. */
    static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(".")
                ? ""
                : name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Notes that a file was read. */
    @Transactional
    void markRead(String streamId, Entry entry, String outcome) {
        database.createNativeQuery("""
                        INSERT INTO source_file (stream_id, path, size, modified, outcome)
                        VALUES (:stream, :path, :size, CAST(:modified AS timestamptz), :outcome) ON CONFLICT DO NOTHING""")
                .setParameter("stream", streamId)
                .setParameter("path", entry.path())
                .setParameter("size", entry.size())
                .setParameter("modified", entry.modified().toString())
                .setParameter("outcome", outcome)
                .executeUpdate();
    }
}
