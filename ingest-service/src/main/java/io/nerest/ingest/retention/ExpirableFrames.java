package io.nerest.ingest.retention;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.ObjectRef;
import io.nerest.ingest.object.SeenObjectId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
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
    private static final String FRAMES = """
            SELECT f.id, f.stream_id, f.bucket, f.object_key, f.etag, f.size, f.width, f.height
            FROM frame f LEFT JOIN frame_use u ON u.frame_id = f.id
            WHERE NOT EXISTS (SELECT 1 FROM label l WHERE l.frame_id = f.id) AND u.selected IS NOT TRUE""";

    private static final String EMPTY = """
            AND u.scored AND u.max_confidence < :below
            AND cast(cast('x' || substr(md5(cast(f.id AS text)), 1, 7) AS bit(28)) AS int) >= :kept""";

    /** The lock makes a label that arrives meanwhile wait; it fails then, since its frame is gone. */
    private static final String OLDEST = "ORDER BY f.registered_at, f.id LIMIT :limit FOR UPDATE OF f SKIP LOCKED";

    private static final String REGISTERED = "AND f.registered_at > :from AND f.registered_at <= :to";

    private static final String NOTE_UNSCORED = """
            INSERT INTO unscored_frame (frame_id)
            SELECT f.id FROM frame f LEFT JOIN frame_use u ON u.frame_id = f.id
            WHERE f.registered_at > :from AND f.registered_at <= :to AND u.scored IS NOT TRUE
            ON CONFLICT DO NOTHING""";

    private static final String FORGET_SCORED = """
            DELETE FROM unscored_frame WHERE frame_id IN (
                SELECT w.frame_id FROM unscored_frame w JOIN frame_use u ON u.frame_id = w.frame_id WHERE u.scored LIMIT :limit)
            RETURNING frame_id""";

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

    /** Notes frames without a score, before they are decided: one that is scored in between is not missed. */
    void noteUnscored(Instant from, Instant to) {
        rows.createNativeQuery(NOTE_UNSCORED)
                .setParameter("from", from)
                .setParameter("to", to)
                .executeUpdate();
    }

    /** Returns noted frames that have a score now, and forgets that they had none. */
    List<UUID> scoredLate(int limit) {
        List<UUID> frames = new ArrayList<>();
        for (Object frame : rows.createNativeQuery(FORGET_SCORED, UUID.class)
                .setParameter("limit", limit)
                .getResultList()) {
            frames.add((UUID) frame);
        }
        return frames;
    }

    /** Returns empty frames that were registered in a time, the oldest first, and locks them. */
    List<ExpiredFrame> empty(Instant from, Instant to, RetentionConfig config, int limit) {
        return found(empty(REGISTERED, config, limit).setParameter("from", from).setParameter("to", to));
    }

    /** Returns those of some frames that are empty, and locks them. */
    List<ExpiredFrame> empty(List<UUID> frames, RetentionConfig config) {
        return found(
                empty("AND f.id = ANY (:ids)", config, frames.size()).setParameter("ids", frames.toArray(UUID[]::new)));
    }

    private Query empty(String which, RetentionConfig config, int limit) {
        return rows.createNativeQuery(String.join("\n", FRAMES, EMPTY, which, OLDEST), Tuple.class)
                .setParameter("below", config.emptyBelow())
                // By the id: repeated runs keep the same frames.
                .setParameter("kept", (int) Math.min(HASHES, (double) Math.round(config.keptShare() * HASHES)))
                .setParameter("limit", limit);
    }

    /** Returns noted frames without a score that were registered until a time, the oldest first, and locks them. */
    List<ExpiredFrame> unscored(Instant to, int limit) {
        String noted = """
                AND u.scored IS NOT TRUE AND f.registered_at <= :to
                AND EXISTS (SELECT 1 FROM unscored_frame w WHERE w.frame_id = f.id)""";
        return found(rows.createNativeQuery(String.join("\n", FRAMES, noted, OLDEST), Tuple.class)
                .setParameter("to", to)
                .setParameter("limit", limit));
    }

    private List<ExpiredFrame> found(Query query) {
        List<ExpiredFrame> expired = new ArrayList<>();
        for (Object row : query.getResultList()) {
            expired.add(new ExpiredFrame(frame((Tuple) row), received((Tuple) row)));
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

    private List<SeenObjectId> received(Tuple row) {
        List<SeenObjectId> objects = new ArrayList<>();
        for (Object seen : rows.createNativeQuery(
                        "SELECT bucket, object_key, etag FROM seen_object WHERE frame_id = :frame", Tuple.class)
                .setParameter("frame", row.get("id", UUID.class))
                .getResultList()) {
            Tuple object = (Tuple) seen;
            objects.add(new SeenObjectId(
                    object.get("bucket", String.class),
                    object.get("object_key", String.class),
                    object.get("etag", String.class)));
        }
        return objects;
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
