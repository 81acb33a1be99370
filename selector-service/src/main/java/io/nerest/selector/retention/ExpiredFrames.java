package io.nerest.selector.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;

/** Rows of frames that have expired. All methods run in the caller's transaction. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class ExpiredFrames {
    /** Frames in use stay, though their images are gone: labels, validation sets, batches and draws refer to them. */
    private static final String REMOVABLE = """
            select f.id, f.expired_at from frame f
            where (f.expired_at, f.id) > (:lastTime, :lastId) and f.expired_at < :before and f.label_revision is null
              and not exists (select from validation_frame v where v.frame_id = f.id)
              and not exists (select from batch_frame b where b.frame_id = f.id)
              and not exists (select from season_draw d where d.frame_id = f.id)
            order by f.expired_at, f.id limit :limit for update of f skip locked
            """;

    private static final String COUNT = """
            insert into removed_frames (stream_id, hour, frames)
            select stream_id, date_trunc('hour', captured_at, 'UTC') as hour, count(*) from frame
            where id = any(:frames) and captured_at is not null group by 1, 2 order by 1, 2
            on conflict (stream_id, hour) do update set frames = removed_frames.frames + excluded.frames
            """;

    private final Session session;

    public ExpiredFrames(Session session) {
        this.session = session;
    }

    /** A frame in the order of expiry. */
    public record Expired(UUID frameId, Instant at) {
        /** Before all others. */
        public static final Expired FIRST = new Expired(new UUID(0, 0), Instant.EPOCH);
    }

    /**
     * Returns frames that are not in use, and locks them.
     *
     * @param after frames that expired after this one
     * @param before frames that expired earlier than this
     */
    public List<Expired> removable(Expired after, Instant before, int limit) {
        // The index of scores begins with the model: it is read once for each model, which statistics may estimate as
        // too dear.
        session.createNativeMutationQuery("set local enable_seqscan = off").executeUpdate();
        return session
                .createNativeQuery(REMOVABLE, Object[].class)
                .addScalar("id", UUID.class)
                .addScalar("expired_at", Instant.class)
                .setParameter("lastTime", after.at())
                .setParameter("lastId", after.frameId())
                .setParameter("before", before)
                .setParameter("limit", limit)
                .getResultList()
                .stream()
                .map(row -> new Expired((UUID) row[0], (Instant) row[1]))
                .toList();
    }

    /** Deletes frames with what models detected in them, and counts them by stream and hour. */
    public void remove(List<Expired> frames) {
        UUID[] ids = frames.stream().map(Expired::frameId).toArray(UUID[]::new);
        for (String sql : List.of(
                COUNT,
                "delete from score where frame_id = any(:frames)",
                "delete from frame where id = any(:frames)")) {
            session.createNativeMutationQuery(sql).setParameter("frames", ids).executeUpdate();
        }
    }
}
