package io.nerest.ingest.frame;

import io.nerest.service.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads frames. */
@ApplicationScoped
public class FrameQueries {
    private final EntityManager database;

    FrameQueries(EntityManager database) {
        this.database = database;
    }

    /**
     * A frame.
     *
     * @throws ProblemException 404 where there is none
     */
    @Transactional
    public FrameEntity byId(UUID id) {
        FrameEntity frame = database.find(FrameEntity.class, id);
        if (frame == null) {
            throw new ProblemException(404, "there is no frame " + id);
        }
        return frame;
    }

    /** Frames registered after another, of one stream or all. */
    @Transactional
    public List<FrameView> page(@Nullable String stream, @Nullable UUID after, int limit) {
        StringBuilder query = new StringBuilder("FROM FrameEntity f WHERE 1 = 1");
        if (stream != null) {
            query.append(" AND f.streamId = :stream");
        }
        if (after != null) {
            query.append(" AND (f.registeredAt > :time OR (f.registeredAt = :time AND f.id > :after))");
        }
        var typed = database.createQuery(
                        query.append(" ORDER BY f.registeredAt, f.id").toString(), FrameEntity.class)
                .setMaxResults(limit);
        if (stream != null) {
            typed.setParameter("stream", stream);
        }
        if (after != null) {
            typed.setParameter("time", byId(after).registeredAt()).setParameter("after", after);
        }
        return typed.getResultStream().map(FrameView::of).toList();
    }

    /** Pictures by what became of them. */
    @Transactional
    @SuppressWarnings("unchecked") // a native query's rows
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        List<Object[]> rows = database.createNativeQuery(
                        "SELECT outcome, count FROM outcome_count UNION ALL SELECT 'REGISTERED', count(*) FROM frame")
                .getResultList();
        rows.forEach(row -> counts.put(
                Map.of("REGISTERED", "registered", "DUPLICATE", "duplicates", "REJECTED", "rejected")
                        .getOrDefault((String) row[0], ((String) row[0]).toLowerCase(Locale.ROOT)),
                ((Number) row[1]).longValue()));
        return counts;
    }
}
