package io.nerest.ingest.source;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/** Stored sources, and the leases under which pods read them. The database's clock decides when a lease ends. */
@ApplicationScoped
class SourceRepository implements PanacheRepositoryBase<SourceEntity, String> {
    private static final String UPSERT = """
            INSERT INTO source (stream_id, definition, secret, revision, from_file, changed_at, state, state_since, counts)
            VALUES (:id, :definition, :secret, 1, :fromFile, now(), :state, now(), :counts)
            ON CONFLICT (stream_id) DO UPDATE
            SET definition = EXCLUDED.definition, secret = EXCLUDED.secret, revision = source.revision + 1,
                from_file = EXCLUDED.from_file, changed_at = now(), state = EXCLUDED.state, detail = '',
                state_since = now(), progress = 0, token = source.token + 1, pod = NULL, leased_until = NULL
            RETURNING (xmax = 0)""";

    /** A pod that starts takes what it held before at once: it is the only process of its name. */
    private static final String CLAIM = """
            UPDATE source SET pod = :pod, token = token + 1, leased_until = now() + make_interval(secs => :seconds)
            WHERE stream_id IN (
                SELECT stream_id FROM source
                WHERE state NOT IN ('FINISHED', 'FAILED', 'DISABLED')
                  AND (leased_until IS NULL OR leased_until < now() OR (:starting AND pod = :pod))
                ORDER BY stream_id LIMIT :most FOR UPDATE SKIP LOCKED)
            RETURNING stream_id""";

    private static final String RENEW = """
            UPDATE source
            SET leased_until = now() + make_interval(secs => :seconds),
                state_since = CASE WHEN state = :state THEN state_since ELSE now() END,
                state = :state, detail = :detail, counts = :counts, progress = :progress,
                last_frame_at = CAST(:frameAt AS timestamptz)
            WHERE stream_id = :id AND token = :token""";

    private static final String RELEASE =
            "UPDATE source SET leased_until = NULL, pod = NULL, token = token + 1 WHERE stream_id = :id AND token = :token";

    private static final String SEEN = """
            INSERT INTO ingest_pod (name, seen_at) VALUES (:pod, now())
            ON CONFLICT (name) DO UPDATE SET seen_at = now()""";

    private static final String PODS =
            "SELECT count(*) FROM ingest_pod WHERE seen_at > now() - make_interval(secs => :seconds)";

    /**
     * Stores a definition. A pod that reads the source loses its lease.
     *
     * @return whether the source is new
     */
    boolean upsert(String id, String definition, byte @Nullable [] secret, boolean fromFile, boolean enabled) {
        return (Boolean) sql(UPSERT)
                .setParameter("id", id)
                .setParameter("definition", definition)
                .setParameter("secret", secret, byte[].class)
                .setParameter("fromFile", fromFile)
                .setParameter("state", (enabled ? SourceState.WAITING : SourceState.DISABLED).name())
                .setParameter("counts", SourceJson.write(SourceCounts.NONE))
                .getSingleResult();
    }

    private NativeQuery<?> sql(String text) {
        return getEntityManager().createNativeQuery(text).unwrap(NativeQuery.class);
    }

    List<SourceEntity> sorted() {
        return listAll(Sort.by("streamId"));
    }

    /** Notes that a pod is alive, and returns how many are. */
    @Transactional
    long livePods(String pod, Duration lease) {
        sql(SEEN).setParameter("pod", pod).executeUpdate();
        return ((Number) seconds(sql(PODS), lease).getSingleResult()).longValue();
    }

    /**
     * Leases sources that no pod reads.
     *
     * @param most number of sources
     * @param starting whether this pod has just started, and takes what a pod of its name held before
     */
    @Transactional
    List<SourceEntity> claim(String pod, Duration lease, int most, boolean starting) {
        List<?> ids = seconds(sql(CLAIM), lease)
                .setParameter("pod", pod)
                .setParameter("starting", starting)
                .setParameter("most", most)
                .getResultList();
        getEntityManager().clear();
        return ids.isEmpty() ? List.of() : list("streamId in ?1", ids);
    }

    /** Renews a lease and stores the status; false if the lease is lost. */
    @Transactional
    boolean renew(String id, long token, Duration lease, SourceStatus status) {
        NativeQuery<?> renewal = seconds(sql(RENEW), lease)
                .setParameter("state", status.state().name())
                .setParameter("detail", status.detail())
                .setParameter("counts", SourceJson.write(status.counts()))
                .setParameter("progress", status.progress())
                .setParameter(
                        "frameAt",
                        Optional.ofNullable(status.lastFrameAt())
                                .map(Instant::toString)
                                .orElse(null))
                .setParameter("id", id)
                .setParameter("token", token);
        return renewal.executeUpdate() == 1;
    }

    /** Ends a lease, so that another pod may read the source. */
    @Transactional
    void release(String id, long token) {
        sql(RELEASE).setParameter("id", id).setParameter("token", token).executeUpdate();
    }

    private static NativeQuery<?> seconds(NativeQuery<?> query, Duration duration) {
        return query.setParameter("seconds", duration.toMillis() / 1_000.0);
    }
}
