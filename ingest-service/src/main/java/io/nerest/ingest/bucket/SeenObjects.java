package io.nerest.ingest.bucket;

import io.nerest.service.objects.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which objects of the bucket were looked at before. */
@ApplicationScoped
public class SeenObjects {
    private static final int MOST_LISTED = 1_000;
    private final EntityManager database;

    SeenObjects(EntityManager database) {
        this.database = database;
    }

    /** Those of a page of objects that were not looked at in their present content. */
    @Transactional
    @SuppressWarnings("unchecked") // a native query's rows
    List<ObjectStore.Stored> unseenOf(List<ObjectStore.Stored> page) {
        if (page.isEmpty()) {
            return page;
        }
        List<Object[]> rows = database.createNativeQuery(
                        "SELECT object_key, etag FROM seen_object WHERE bucket = :bucket AND object_key IN (:keys)")
                .setParameter("bucket", page.get(0).ref().bucket())
                .setParameter(
                        "keys", page.stream().map(object -> object.ref().key()).toList())
                .getResultList();
        Set<List<Object>> seen = new HashSet<>();
        rows.forEach(row -> seen.add(List.of(row[0], row[1])));
        return page.stream()
                .filter(object ->
                        !seen.contains(List.of(object.ref().key(), object.ref().etag())))
                .toList();
    }

    /** An object that is no frame. */
    public record RejectedObject(String key, String etag, String reason, Instant seenAt) {}

    /** Objects of the bucket that are no frames, the newest first. */
    @Transactional
    @SuppressWarnings("unchecked") // a native query's rows
    public List<RejectedObject> rejected() {
        List<Object[]> rows = database.createNativeQuery(
                        "SELECT object_key, etag, reason, seen_at FROM seen_object WHERE outcome = 'REJECTED'"
                                + " ORDER BY seen_at DESC",
                        Object[].class)
                .setMaxResults(MOST_LISTED)
                .getResultList();
        return rows.stream()
                .map(row -> new RejectedObject((String) row[0], (String) row[1], (String) row[2], (Instant) row[3]))
                .toList();
    }
}
