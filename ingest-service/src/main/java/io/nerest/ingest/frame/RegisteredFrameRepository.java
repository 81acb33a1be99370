package io.nerest.ingest.frame;

import io.nerest.contracts.ObjectRef;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
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
     * @param stream restricts the page to one stream; null for all streams
     * @param after the last frame of the previous page; null for the first page
     */
    List<RegisteredFrameEntity> page(@Nullable String stream, @Nullable RegisteredFrameEntity after, int limit) {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        Parameters parameters = new Parameters();
        if (stream != null) {
            conditions.add("streamId = :stream");
            parameters.and("stream", stream);
        }
        if (after != null) {
            conditions.add("(registeredAt > :time or (registeredAt = :time and id > :after))");
            parameters.and("time", after.registeredAt).and("after", after.id);
        }
        return find(String.join(" and ", conditions), Sort.by("registeredAt").and("id"), parameters)
                .page(0, limit)
                .list();
    }
}
