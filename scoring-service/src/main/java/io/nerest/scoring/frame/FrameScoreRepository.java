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
            INSERT INTO frame_score (frame_id, model_id, pod, boxes, scored_at)
            SELECT * FROM unnest(:frames, :models, :pods, :boxes, :times)
            ON CONFLICT DO NOTHING
            RETURNING frame_id, model_id""";

    private static final String COUNT_BY_MODEL =
            "select s.id.modelId, count(*) from FrameScoreEntity s group by s.id.modelId";

    /** Returns those of the frames that the model scored. */
    Set<UUID> scoredFrames(String modelId, Collection<UUID> frames) {
        return Set.copyOf(find(
                        "select id.frameId from FrameScoreEntity where id.modelId = ?1 and id.frameId in ?2",
                        modelId,
                        frames)
                .project(UUID.class)
                .list());
    }

    /** Stores scores in one statement. Returns the ids of those that were not stored before. */
    Set<FrameScoreId> insertIfAbsent(List<FrameScored> scores) {
        List<Object[]> inserted = getEntityManager()
                .unwrap(Session.class)
                .createNativeQuery(INSERT, Object[].class)
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

    /** Returns the number of scored frames by model. */
    Map<String, Long> countByModel() {
        return getEntityManager()
                .createQuery(COUNT_BY_MODEL, Object[].class)
                .getResultStream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1]));
    }
}
