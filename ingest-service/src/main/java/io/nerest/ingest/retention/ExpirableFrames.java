package io.nerest.ingest.retention;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.ObjectRef;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The rows that retention reads and deletes. All methods run in the caller's transaction. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class ExpirableFrames {
    /** The lock makes a label that arrives meanwhile wait; it fails then, since its frame is gone. */
    private static final String EXPIRED = """
            SELECT f.id, f.stream_id, f.bucket, f.object_key, f.etag, f.size, f.width, f.height
            FROM frame f JOIN frame_use u ON u.frame_id = f.id
            WHERE f.registered_at > :from AND f.registered_at <= :to
              AND u.scored AND NOT u.selected AND u.max_confidence < :below
              AND cast(cast('x' || substr(md5(cast(f.id AS text)), 1, 7) AS bit(28)) AS int) >= :kept
              AND NOT EXISTS (SELECT 1 FROM label l WHERE l.frame_id = f.id)
            ORDER BY f.registered_at, f.id LIMIT :limit FOR UPDATE OF f SKIP LOCKED""";

    private static final double HASHES = 1 << 28;

    private final EntityManager rows;

    ExpirableFrames(EntityManager rows) {
        this.rows = rows;
    }

    /** Returns the time until which frames were decided, and locks it: one pod expires frames at a time. */
    Instant decidedUntil() {
        return (Instant)
                rows.createNativeQuery("SELECT decided_until FROM retention_progress FOR UPDATE", Instant.class)
                        .getSingleResult();
    }

    void decideUntil(Instant time) {
        rows.createNativeQuery("UPDATE retention_progress SET decided_until = :time")
                .setParameter("time", time)
                .executeUpdate();
    }

    /**
     * Returns frames that expire, the oldest first, and locks them.
     *
     * @param below a frame is empty if no model found a box of this confidence
     * @param keptShare of the empty frames, by their id: repeated runs keep the same ones
     */
    List<ExpiredFrame> expired(Instant from, Instant to, double below, double keptShare, int limit) {
        List<ExpiredFrame> expired = new ArrayList<>();
        List<?> found = rows.createNativeQuery(EXPIRED, Tuple.class)
                .setParameter("from", from)
                .setParameter("to", to)
                .setParameter("below", below)
                .setParameter("kept", (int) Math.min(HASHES, (double) Math.round(keptShare * HASHES)))
                .setParameter("limit", limit)
                .getResultList();
        for (Object row : found) {
            expired.add(new ExpiredFrame(frame((Tuple) row), keys((Tuple) row)));
        }
        return expired;
    }

    private static FrameRef frame(Tuple row) {
        ObjectRef image = new ObjectRef(
                row.get("bucket", String.class),
                row.get("object_key", String.class),
                row.get("etag", String.class),
                row.get("size", Number.class).longValue());
        return new FrameRef(
                row.get("id", UUID.class),
                row.get("stream_id", String.class),
                image,
                row.get("width", Number.class).intValue(),
                row.get("height", Number.class).intValue());
    }

    private List<String> keys(Tuple row) {
        List<String> keys = new ArrayList<>(List.of(row.get("object_key", String.class)));
        for (Object key : rows.createNativeQuery(
                        "SELECT object_key FROM seen_object WHERE frame_id = :frame", String.class)
                .setParameter("frame", row.get("id", UUID.class))
                .getResultList()) {
            keys.add((String) key);
        }
        return keys.stream().distinct().toList();
    }

    /** Deletes all rows of frames. */
    void delete(List<ExpiredFrame> frames) {
        UUID[] ids = frames.stream().map(frame -> frame.frame().frameId()).toArray(UUID[]::new);
        for (String table : List.of("seen_object WHERE frame_id", "frame_use WHERE frame_id", "frame WHERE id")) {
            rows.createNativeQuery("DELETE FROM " + table + " = ANY (:frames)")
                    .setParameter("frames", ids)
                    .executeUpdate();
        }
        rows.createNativeQuery("UPDATE retention_progress SET expired = expired + :count")
                .setParameter("count", ids.length)
                .executeUpdate();
    }
}
