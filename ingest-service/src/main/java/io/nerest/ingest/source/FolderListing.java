package io.nerest.ingest.source;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The files of watched folders that were not read yet. A file that changes is read again. */
@ApplicationScoped
class FolderListing {
    /** Files that are looked up in the database at once. */
    private static final int PAGE = 1_000;

    private final EntityManager database;

    FolderListing(EntityManager database) {
        this.database = database;
    }

    /** Returns unread images and videos that did not change after a time, the oldest first. */
    @Transactional
    List<FolderChanges.Entry> unread(String streamId, FolderChanges changes, Instant now, Instant settledBefore)
            throws IOException {
        List<FolderChanges.Entry> unread = new ArrayList<>();
        List<FolderChanges.Entry> page = new ArrayList<>();
        changes.find(now, settledBefore, entry -> {
            page.add(entry);
            if (page.size() == PAGE) {
                addUnread(streamId, page, unread);
                page.clear();
            }
        });
        addUnread(streamId, page, unread);
        unread.sort(Comparator.comparing(FolderChanges.Entry::modified).thenComparing(FolderChanges.Entry::path));
        return unread;
    }

    private void addUnread(String streamId, List<FolderChanges.Entry> page, List<FolderChanges.Entry> unread) {
        if (page.isEmpty()) {
            return;
        }
        Set<String> read = new HashSet<>();
        for (Object row : database.createNativeQuery("""
                        SELECT path || chr(10) || size || chr(10)
                               || to_char(modified AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')
                        FROM source_file WHERE stream_id = :stream AND path = ANY (cast(:paths AS text[]))""")
                .setParameter("stream", streamId)
                .setParameter(
                        "paths", page.stream().map(FolderChanges.Entry::path).toArray(String[]::new))
                .getResultList()) {
            read.add((String) row);
        }
        page.stream().filter(entry -> !read.contains(stored(entry))).forEach(unread::add);
    }

    private static String stored(FolderChanges.Entry entry) {
        String time = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS")
                .withZone(ZoneOffset.UTC)
                .format(entry.modified());
        return entry.path() + "\n" + entry.size() + "\n" + time;
    }

    /** Whether a path is a folder, and not a link to one. */
    static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Notes that a file was read. */
    @Transactional
    void markRead(String streamId, FolderChanges.Entry entry, String outcome) {
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
