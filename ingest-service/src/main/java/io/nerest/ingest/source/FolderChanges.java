package io.nerest.ingest.source;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds files of a watched folder that may be new. A folder is listed when its time of change says that names were added or
 * removed; for files that are still written, only their own size and time are read. So an idle folder costs one read of the
 * time of change of each of its folders, however many files they have. A file that is overwritten in place changes no folder: it is found when everything is listed
 * again. Not thread-safe.
 */
final class FolderChanges {
    private static final Set<String> IMAGES = Set.of("jpg", "jpeg", "png", "webp", "tif", "tiff", "bmp", "gif");
    private static final Set<String> VIDEOS = Set.of("mp4", "mkv", "avi", "ts", "mov", "m4v", "webm", "mts", "m2ts");
    /** A name that is added soon after a listing may leave the folder's time as it was: some file systems count seconds. */
    private static final Duration COARSE_TIME = Duration.ofSeconds(3);

    private final Path root;
    private final Duration listAllAfter;
    /** Time of change of each folder when it was listed; the epoch if it must be listed again. */
    private final Map<Path, Instant> folders = new HashMap<>();

    private final Set<Path> unsettled = new HashSet<>();
    private Instant allListed = Instant.EPOCH;

    FolderChanges(Path root, Duration listAllAfter) {
        this.root = root;
        this.listAllAfter = listAllAfter;
    }

    /**
     * One version of a file.
     *
     * @param path relative to the watched folder
     */
    record Entry(Path file, String path, long size, Instant modified) {
        boolean isVideo() {
            return VIDEOS.contains(extension(file));
        }
    }

    /**
     * Looks for images and videos that may be new.
     *
     * @param settledBefore files that changed later are passed to a later call
     * @param files receives each file; one that was passed before may be passed again
     * @return the number of files and folders that were looked at
     */
    int find(Instant now, Instant settledBefore, Consumer<Entry> files) throws IOException {
        if (!allListed.plus(listAllAfter).isAfter(now)) {
            folders.clear();
            unsettled.clear();
            int looked = list(root, now, settledBefore, files);
            allListed = now;
            return looked;
        }
        int looked = 0;
        for (Map.Entry<Path, Instant> folder : List.copyOf(folders.entrySet())) {
            looked++;
            try {
                if (!modified(attributes(folder.getKey())).equals(folder.getValue())) {
                    looked += list(folder.getKey(), now, settledBefore, files);
                }
            } catch (IOException removed) {
                folders.remove(folder.getKey());
            }
        }
        for (Path file : List.copyOf(unsettled)) {
            looked++;
            unsettled.remove(file);
            try {
                take(file, attributes(file), settledBefore, files);
            } catch (IOException removed) {
                // It is not there any longer.
            }
        }
        return looked;
    }

    /** Everything is listed at the next call, because files that were passed could not be read. */
    void forget() {
        allListed = Instant.EPOCH;
    }

    /** Lists the files of a folder, and the folders in it that are not known. */
    private int list(Path start, Instant now, Instant settledBefore, Consumer<Entry> files) throws IOException {
        int[] looked = {0};
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                looked[0]++;
                if (!folder.equals(start) && folders.containsKey(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Instant modified = modified(attributes);
                boolean certain = modified.isBefore(now.minus(COARSE_TIME));
                folders.put(folder, certain ? modified : Instant.EPOCH);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                looked[0]++;
                take(file, attributes, settledBefore, files);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // Removed since it was listed, or not readable: the next listing tries again.
                return FileVisitResult.CONTINUE;
            }
        });
        return looked[0];
    }

    private void take(Path file, BasicFileAttributes attributes, Instant settledBefore, Consumer<Entry> files) {
        String extension = extension(file);
        if (!attributes.isRegularFile() || !(IMAGES.contains(extension) || VIDEOS.contains(extension))) {
            return;
        }
        Instant modified = modified(attributes);
        if (modified.isBefore(settledBefore)) {
            unsettled.remove(file);
            files.accept(new Entry(file, root.relativize(file).toString(), attributes.size(), modified));
        } else {
            unsettled.add(file);
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static Instant modified(BasicFileAttributes attributes) {
        return attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(".")
                ? ""
                : name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
