package io.nerest.ingest.frame;

import io.nerest.contracts.ObjectRef;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/** Stored frames. Methods run in the caller's transaction, unless they start one. */
@ApplicationScoped
public class RegisteredFrameRepository implements PanacheRepositoryBase<RegisteredFrameEntity, UUID> {
    private static final String INSERT = """
            INSERT INTO frame (id, stream_id, sha256, bucket, object_key, etag, size, width, height, captured_at,
                               registered_at, source, picture_hash, near_duplicate_of)
            VALUES (:id, :stream, :sha256, :bucket, :key, :etag, :size, :width, :height, :captured, :registered, :source,
                    :hash, cast(:original AS uuid))
            ON CONFLICT DO NOTHING""";

    private static final String ORIGINAL = """
            SELECT id FROM (
                SELECT id, captured_at, bit_count(cast(picture_hash # :hash AS bit(64))) AS distance FROM frame
                WHERE stream_id = :stream AND captured_at <= :captured AND id <> :id
                  AND near_duplicate_of IS NULL AND picture_hash IS NOT NULL
                ORDER BY captured_at DESC, id DESC LIMIT :compared) AS last
            WHERE distance <= :bits ORDER BY distance, captured_at DESC, id LIMIT 1""";

    /**
     * Stores a frame.
     *
     * @param original the frame that this one is a near-duplicate of; null for none
     * @return false if the frame exists
     */
    boolean insertIfAbsent(NewFrame frame, Instant registeredAt, @Nullable UUID original) {
        ObjectRef image = frame.image();
        int inserted = getEntityManager()
                .createNativeQuery(INSERT)
                .setParameter("id", frame.id())
                .setParameter("stream", frame.streamId())
                .setParameter("sha256", frame.sha256())
                .setParameter("bucket", image.bucket())
                .setParameter("key", image.key())
                .setParameter("etag", image.etag())
                .setParameter("size", image.size())
                .setParameter("width", frame.width())
                .setParameter("height", frame.height())
                .setParameter("captured", frame.capturedAt())
                .setParameter("registered", registeredAt)
                .setParameter("source", frame.source().name())
                .setParameter("hash", frame.hash())
                .setParameter("original", original == null ? null : original.toString())
                .executeUpdate();
        return inserted == 1;
    }

    /** Returns those of the ids that are frames. */
    @Transactional
    public Set<UUID> existing(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(getEntityManager()
                .createQuery("SELECT f.id FROM RegisteredFrameEntity f WHERE f.id IN :ids", UUID.class)
                .setParameter("ids", ids)
                .getResultList());
    }

    /**
     * Returns the frame that an image is a near-duplicate of: the one that looks most alike among the last frames of its
     * stream up to its time of capture that are no near-duplicates themselves.
     *
     * @param bits in how many bits the hashes may differ
     * @param compared how many frames are compared
     */
    Optional<UUID> originalOf(NewFrame frame, int bits, int compared) {
        List<?> found = getEntityManager()
                .createNativeQuery(ORIGINAL, UUID.class)
                .setParameter("id", frame.id())
                .setParameter("stream", frame.streamId())
                .setParameter("captured", frame.capturedAt())
                .setParameter("hash", frame.hash())
                .setParameter("bits", bits)
                .setParameter("compared", compared)
                .getResultList();
        return found.stream().map(UUID.class::cast).findFirst();
    }

    /**
     * Returns a page of frames in the order of registration.
     *
     * @param after the last frame of the previous page; null for the first page
     * @param skip frames to skip
     */
    List<RegisteredFrameEntity> page(FrameFilter filter, @Nullable RegisteredFrameEntity after, int skip, int limit) {
        String afterwards = after == null ? "" : " AND (f.registered_at, f.id) > (:time, :after)";
        NativeQuery<RegisteredFrameEntity> query = listing(
                "SELECT f.* FROM frame f WHERE " + filter.condition() + afterwards + " ORDER BY f.registered_at, f.id",
                RegisteredFrameEntity.class,
                filter);
        if (after != null) {
            query.setParameter("time", after.registeredAt).setParameter("after", after.id);
        }
        return query.setFirstResult(skip).setMaxResults(limit).getResultList();
    }

    long count(FrameFilter filter) {
        return listing("SELECT count(*) FROM frame f WHERE " + filter.condition(), Long.class, filter)
                .getSingleResult();
    }

    private <T> NativeQuery<T> listing(String sql, Class<T> type, FrameFilter filter) {
        NativeQuery<T> query = getEntityManager().unwrap(Session.class).createNativeQuery(sql, type);
        filter.parameters().forEach(query::setParameter);
        return query;
    }

    List<RegisteredFrameEntity> before(RegisteredFrameEntity frame, int limit) {
        return find(
                        "streamId = ?1 and (capturedAt < ?2 or (capturedAt = ?2 and id < ?3))",
                        Sort.descending("capturedAt", "id"),
                        frame.streamId,
                        frame.capturedAt,
                        frame.id)
                .page(0, limit)
                .list();
    }

    List<RegisteredFrameEntity> after(RegisteredFrameEntity frame, int limit) {
        return find(
                        "streamId = ?1 and (capturedAt > ?2 or (capturedAt = ?2 and id > ?3))",
                        Sort.by("capturedAt", "id"),
                        frame.streamId,
                        frame.capturedAt,
                        frame.id)
                .page(0, limit)
                .list();
    }
}
