package io.nerest.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The folder into which a camera writes its frames, by FTP for example. Files that are complete move to the spool. */
final class WatchedFolder {
    private static final List<String> SUFFIXES = List.of(".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff");

    private final Path folder;
    private final Duration settling;

    /** @param settling a file that was not changed for this long is complete */
    WatchedFolder(Path folder, Duration settling) {
        this.folder = folder;
        this.settling = settling;
    }

    /**
     * Moves complete files to the spool. The file is deleted after the spool has forced it to disk; if power is cut between, the
     * spool recognises it.
     *
     * @return the number of moved files
     */
    int moveTo(Spool spool, Instant now) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.walk(folder)) {
            files = listed.filter(WatchedFolder::isImage).sorted().toList();
        }
        int moved = 0;
        for (Path file : files) {
            try {
                BasicFileAttributes attributes =
                        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                Instant modified = attributes.lastModifiedTime().toInstant();
                if (attributes.isRegularFile() && modified.plus(settling).isBefore(now)) {
                    spool.add(Files.readAllBytes(file), modified);
                    Files.delete(file);
                    moved++;
                }
            } catch (NoSuchFileException e) {
                // The camera has renamed or removed it.
            }
        }
        return moved;
    }

    private static boolean isImage(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return SUFFIXES.stream().anyMatch(name::endsWith);
    }
}
