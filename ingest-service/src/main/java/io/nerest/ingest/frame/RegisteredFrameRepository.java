package io.nerest.ingest.frame;

import io.nerest.contracts.ObjectRef;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stored frames. All methods run in the caller's transaction. */
@ApplicationScoped
public class RegisteredFrameRepository implements PanacheRepositoryBase<RegisteredFrameEntity, UUID> {
    private static final String INSERT = """
            INSERT INTO frame (id, stream_id, sha256, bucket, object_key, etag, size, width, height, captured_at,
                               registered_at, source)
            VALUES (:id, :stream, :sha256, :bucket, :key, :etag, :size, :width, :height, :captured, :registered, :source)
            ON CONFLICT DO NOTHING""";

    /**
     * Stores a frame.
     *
     * @return false if the frame exists
     */
    boolean insertIfAbsent(NewFrame frame, Instant registeredAt) {
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
                .executeUpdate();
        return inserted == 1;
    }

    /**
     * Returns a page of frames in the order of registration.
     *
     * @param after the last frame of the previous page; null for the first page
     * @param skip frames to skip
     */
    List<RegisteredFrameEntity> page(FrameFilter filter, @Nullable RegisteredFrameEntity after, int skip, int limit) {
        List<String> conditions = filter.conditions();
        Parameters parameters = filter.parameters();
        if (after != null) {
            conditions.add("(registeredAt > :time or (registeredAt = :time and id > :after))");
            parameters.and("time", after.registeredAt).and("after", after.id);
        }
        return find(String.join(" and ", conditions), Sort.by("registeredAt").and("id"), parameters)
                .range(skip, skip + limit - 1)
                .list();
    }

    long count(FrameFilter filter) {
        return count(String.join(" and ", filter.conditions()), filter.parameters());
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
