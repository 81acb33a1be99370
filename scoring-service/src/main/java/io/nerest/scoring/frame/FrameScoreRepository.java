package io.nerest.scoring.frame;

import io.nerest.contracts.FrameScored;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.Session;

/** Stored scores. All methods run in the caller's transaction. */
@ApplicationScoped
class FrameScoreRepository implements PanacheRepositoryBase<FrameScoreEntity, FrameScoreId> {
    private static final String INSERT = """
            INSERT INTO frame_score (frame_id, model_id, pod, boxes, scored_at, slot)
            SELECT n.*, cast(floor(extract(epoch FROM now()) / :seconds) AS bigint) % :slots
            FROM unnest(:frames, :models, :pods, :boxes, :times) AS n (frame_id, model_id, pod, boxes, scored_at)
            WHERE NOT EXISTS (SELECT FROM frame_score s WHERE s.frame_id = n.frame_id AND s.model_id = n.model_id)
            ON CONFLICT DO NOTHING
            RETURNING frame_id, model_id""";

    private static final String COUNT_IF_OLD = """
            SELECT count(*) FROM %1$s
            WHERE NOT EXISTS (SELECT FROM %1$s WHERE scored_at >= now() - make_interval(secs => :retention))""";

    private static final String COUNT_BY_MODEL =
            "select s.id.modelId, count(*) from FrameScoreEntity s group by s.id.modelId";

    private final ScoreSlots slots;

    FrameScoreRepository(ScoreSlots slots) {
        this.slots = slots;
    }

    /** Returns those of the frames that the model scored. */
    Set<UUID> scoredFrames(String modelId, Collection<UUID> frames) {
        return Set.copyOf(find(
                        "select id.frameId from FrameScoreEntity where id.modelId = ?1 and id.frameId in ?2",
                        modelId,
                        frames)
                .project(UUID.class)
                .list());
    }

    /**
     * Stores scores in one statement. Returns the ids of those that were not stored before. Two transactions that store the same
     * score at once wait for each other, except at the change from one slot to the next; receivers of scores skip repeated ones.
     */
    Set<FrameScoreId> insertIfAbsent(List<FrameScored> scores) {
        List<Object[]> inserted = getEntityManager()
                .unwrap(Session.class)
                .createNativeQuery(INSERT, Object[].class)
                .setParameter("seconds", slots.seconds())
                .setParameter("slots", ScoreSlots.COUNT)
                .setParameter(
                        "frames", scores.stream().map(FrameScored::frameId).toArray(UUID[]::new))
                .setParameter(
                        "models", scores.stream().map(FrameScored::modelId).toArray(String[]::new))
                .setParameter("pods", scores.stream().map(FrameScored::pod).toArray(String[]::new))
                .setParameter(
                        "boxes",
                        scores.stream().map(score -> score.boxes().size()).toArray(Integer[]::new))
                .setParameter(
                        "times", scores.stream().map(FrameScored::scoredAt).toArray(Instant[]::new))
                .getResultList();
        return inserted.stream()
                .map(row -> new FrameScoreId((UUID) row[0], (String) row[1]))
                .collect(Collectors.toSet());
    }

    /** Empties a slot if all its scores are older than the retention. Returns how many there were. */
    long emptyIfOld(int slot) {
        if (old(slot) == 0) {
            return 0;
        }
        // Queries of all slots wait for the lock, and are not to wait long.
        execute("SET LOCAL lock_timeout = '5s'");
        execute("LOCK TABLE " + ScoreSlots.table(slot) + " IN ACCESS EXCLUSIVE MODE");
        long forgotten = old(slot);
        if (forgotten > 0) {
            execute("TRUNCATE " + ScoreSlots.table(slot));
        }
        return forgotten;
    }

    /** Returns the number of scores in a slot; 0 if one of them is not old. */
    private long old(int slot) {
        return getEntityManager()
                .unwrap(Session.class)
                .createNativeQuery(COUNT_IF_OLD.formatted(ScoreSlots.table(slot)), Long.class)
                .setParameter("retention", (double) slots.retention().toSeconds())
                .getSingleResult();
    }

    private void execute(String sql) {
        getEntityManager().createNativeQuery(sql).executeUpdate();
    }

    /** Returns the number of remembered scores by model. */
    Map<String, Long> countByModel() {
        return getEntityManager()
                .createQuery(COUNT_BY_MODEL, Object[].class)
                .getResultStream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1]));
    }
}
