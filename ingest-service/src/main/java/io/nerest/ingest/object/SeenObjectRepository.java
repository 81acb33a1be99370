package io.nerest.ingest.object;

import io.nerest.contracts.ObjectRef;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Objects of the bucket that were processed. The reconciler skips them. */
@ApplicationScoped
public class SeenObjectRepository implements PanacheRepositoryBase<SeenObjectEntity, SeenObjectId> {
    private static final String INSERT = """
            INSERT INTO seen_object (bucket, object_key, etag, outcome, frame_id, reason)
            VALUES (:bucket, :key, :etag, :outcome, CAST(:frame AS uuid), :reason)
            ON CONFLICT (bucket, object_key, etag) DO UPDATE
            SET outcome = EXCLUDED.outcome, frame_id = EXCLUDED.frame_id, reason = NULL, seen_at = now()
            WHERE seen_object.outcome = 'REJECTED' AND EXCLUDED.outcome <> 'REJECTED'""";

    private static final String REJECTED_UNTIL = """
            SELECT bucket, object_key, etag FROM seen_object WHERE outcome = 'REJECTED' AND seen_at <= :until
            ORDER BY seen_at LIMIT :limit FOR UPDATE SKIP LOCKED""";

    private static final int MAX_LISTED = 1_000;

    /**
     * Returns the objects whose current version was not processed yet, in their order.
     *
     * @param objects of one bucket
     */
    @Transactional
    public List<ObjectRef> findUnseen(List<ObjectRef> objects) {
        if (objects.isEmpty()) {
            return List.of();
        }
        Set<List<String>> seen = new HashSet<>();
        // Keys alone: a listing of a large bucket reads millions of rows.
        for (Object row : getEntityManager()
                .createNativeQuery(
                        "SELECT object_key, etag FROM seen_object WHERE bucket = :bucket AND object_key = ANY (cast(:keys AS text[]))",
                        Tuple.class)
                .setParameter("bucket", objects.get(0).bucket())
                .setParameter("keys", objects.stream().map(ObjectRef::key).toArray(String[]::new))
                .getResultList()) {
            seen.add(List.of(((Tuple) row).get("object_key", String.class), ((Tuple) row).get("etag", String.class)));
        }
        return objects.stream()
                .filter(object -> !seen.contains(List.of(object.key(), object.etag())))
                .toList();
    }

    /** Returns whether a version of an object is a frame, its own or an earlier one of the same content. */
    @Transactional
    public boolean isRegistered(ObjectRef object) {
        return findByIdOptional(SeenObjectId.of(object))
                .filter(seen -> seen.outcome != ObjectOutcome.REJECTED)
                .isPresent();
    }

    /** Returns the frame that an object of a key became, in any version; empty if none. */
    @Transactional
    public Optional<UUID> frameOf(String bucket, String key) {
        return find("id.bucket = ?1 and id.objectKey = ?2 and frameId is not null", bucket, key)
                .firstResultOptional()
                .map(seen -> seen.frameId);
    }

    /** Notes the frame that an uploaded object became. */
    @Transactional
    public void noteFrame(ObjectRef object, UUID frameId) {
        insertIfAbsent(object, ObjectOutcome.REGISTERED, frameId, null);
    }

    /** Returns up to 1,000 rejected objects, the newest first. */
    @Transactional
    public List<RejectedObject> listRejected() {
        return find("outcome = ?1 order by seenAt desc", ObjectOutcome.REJECTED).page(0, MAX_LISTED).stream()
                .map(SeenObjectEntity::toRejectedObject)
                .toList();
    }

    /** Returns objects that were rejected until a time, the oldest first, and locks them. Runs in the caller's transaction. */
    public List<SeenObjectId> lockRejected(Instant until, int limit) {
        List<SeenObjectId> locked = new ArrayList<>();
        for (Object row : getEntityManager()
                .createNativeQuery(REJECTED_UNTIL, Tuple.class)
                .setParameter("until", until)
                .setParameter("limit", limit)
                .getResultList()) {
            Tuple object = (Tuple) row;
            locked.add(new SeenObjectId(
                    object.get("bucket", String.class),
                    object.get("object_key", String.class),
                    object.get("etag", String.class)));
        }
        return locked;
    }

    /**
     * Stores the outcome for one version of an object, in the caller's transaction. A rejection gives way to a later
     * registration, for example after the stream was registered.
     *
     * @return false if an outcome is stored already and is kept
     */
    public boolean insertIfAbsent(
            ObjectRef object, ObjectOutcome outcome, @Nullable UUID frameId, @Nullable String reason) {
        int inserted = getEntityManager()
                .createNativeQuery(INSERT)
                .setParameter("bucket", object.bucket())
                .setParameter("key", object.key())
                .setParameter("etag", object.etag())
                .setParameter("outcome", outcome.name())
                .setParameter("frame", frameId == null ? null : frameId.toString())
                .setParameter("reason", reason)
                .executeUpdate();
        return inserted == 1;
    }
}
