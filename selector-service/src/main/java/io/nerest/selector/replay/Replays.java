package io.nerest.selector.replay;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.ObjectRef;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/** Stored replays. */
@ApplicationScoped
@Transactional
public class Replays {
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final String COLUMNS =
            "select id, model_id, array_to_string(streams, ','), from_time, to_time, share, state, requested, created_at from replay";
    private static final String OF_REPLAY = """
            from frame f join replay r on r.id = :replay
            where f.captured_at >= r.from_time and f.captured_at < r.to_time and f.random_key < r.share
              and f.unscorable is null and (cardinality(r.streams) = 0 or f.stream_id = any(r.streams))
            """;
    private static final String NEXT = """
            select f.id, f.stream_id, f.bucket, f.object_key, f.etag, f.size, f.width, f.height, f.captured_at
            """ + OF_REPLAY + """
              and (f.captured_at, f.id) > (r.cursor_time, r.cursor_id)
              and not exists (select 1 from score s where s.model_id = r.model_id and s.frame_id = f.id)
            order by f.captured_at, f.id limit :limit
            """;

    private final Session session;

    Replays(Session session) {
        this.session = session;
    }

    /** Stores a new replay, which runs from now on. */
    public void add(Replay replay) {
        session.createNativeMutationQuery("""
                        insert into replay (id, model_id, streams, from_time, to_time, share, state, cursor_time, cursor_id,
                                            in_flight, sent_at, requested, created_at)
                        values (:id, :model, :streams, :from, :to, :share, :state, :from, :before, cast(array[] as uuid[]), :created, 0,
                                :created)
                        """)
                .setParameter("id", replay.id())
                .setParameter("model", replay.modelId())
                .setParameter("streams", replay.streams().toArray(String[]::new))
                .setParameter("from", replay.from())
                .setParameter("to", replay.to())
                .setParameter("share", replay.share())
                .setParameter("state", replay.state().name())
                .setParameter("before", BEFORE_ALL)
                .setParameter("created", replay.createdAt())
                .executeUpdate();
    }

    /** Returns all replays, the newest first. */
    public List<Replay> all() {
        return replays(session.createNativeQuery(COLUMNS + " order by created_at desc, id", Object[].class));
    }

    public Optional<Replay> byId(UUID id) {
        return replays(session.createNativeQuery(COLUMNS + " where id = :id", Object[].class)
                        .setParameter("id", id))
                .stream()
                .findFirst();
    }

    private static List<Replay> replays(NativeQuery<Object[]> query) {
        return query.getResultStream()
                .map(row -> new Replay(
                        (UUID) row[0],
                        (String) row[1],
                        streams((String) row[2]),
                        instant(row[3]),
                        instant(row[4]),
                        ((Number) row[5]).doubleValue(),
                        ReplayState.valueOf((String) row[6]),
                        ((Number) row[7]).longValue(),
                        instant(row[8])))
                .toList();
    }

    private static List<String> streams(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split(","));
    }

    /** The driver returns times in one of several types. */
    private static Instant instant(Object time) {
        if (time instanceof OffsetDateTime offset) {
            return offset.toInstant();
        }
        return time instanceof Timestamp timestamp ? timestamp.toInstant() : (Instant) time;
    }

    /** Changes the state of a replay that is in another one; false if it is in neither. */
    public boolean change(UUID id, ReplayState from, ReplayState to) {
        return session.createNativeMutationQuery("update replay set state = :to where id = :id and state = :from")
                        .setParameter("id", id)
                        .setParameter("from", from.name())
                        .setParameter("to", to.name())
                        .executeUpdate()
                > 0;
    }

    /** Returns the replays that run and that no other pod works at, and locks them. */
    List<UUID> lockRunning() {
        return session.createNativeQuery(
                        "select id from replay where state = 'RUNNING' order by created_at for update skip locked",
                        UUID.class)
                .getResultList();
    }

    /** Returns how many of the frames in flight have no score yet and can still get one. */
    int awaited(UUID id) {
        return session.createNativeQuery("""
                        select count(*) from replay r, unnest(r.in_flight) as sent(frame_id)
                        join frame f on f.id = sent.frame_id
                        where r.id = :id and f.unscorable is null and not exists (
                            select 1 from score s where s.model_id = r.model_id and s.frame_id = f.id)
                        """, Integer.class)
                .setParameter("id", id)
                .getSingleResult();
    }

    Instant sentAt(UUID id) {
        return session.createNativeQuery("select sent_at from replay where id = :id", Instant.class)
                .setParameter("id", id)
                .getSingleResult();
    }

    /** Returns the next frames that the model has not scored, in the order of their capture. */
    List<ReplayedFrame> next(UUID id, int limit) {
        return session.createNativeQuery(NEXT, Object[].class)
                .setParameter("replay", id)
                .setParameter("limit", limit)
                .getResultStream()
                .map(row -> new ReplayedFrame(
                        new FrameRef(
                                (UUID) row[0],
                                (String) row[1],
                                new ObjectRef(
                                        (String) row[2],
                                        (String) row[3],
                                        (String) row[4],
                                        ((Number) row[5]).longValue()),
                                ((Number) row[6]).intValue(),
                                ((Number) row[7]).intValue()),
                        instant(row[8])))
                .toList();
    }

    /** Notes that the scores of frames are requested; the next ones follow after the last of them. */
    void requested(UUID id, List<ReplayedFrame> frames, Instant now) {
        ReplayedFrame last = frames.get(frames.size() - 1);
        session.createNativeMutationQuery("""
                        update replay set in_flight = :frames, sent_at = :now, requested = requested + :count,
                          cursor_time = :time, cursor_id = :last where id = :id
                        """)
                .setParameter(
                        "frames",
                        frames.stream().map(frame -> frame.frame().frameId()).toArray(UUID[]::new))
                .setParameter("now", now)
                .setParameter("count", frames.size())
                .setParameter("time", last.capturedAt())
                .setParameter("last", last.frame().frameId())
                .setParameter("id", id)
                .executeUpdate();
    }

    /**
     * How far a replay is.
     *
     * @param frames frames that it covers
     * @param scored how many of these its model has scored, also before the replay
     */
    public record Progress(long frames, long scored) {}

    public Progress progress(UUID id) {
        Object[] counts = session.createNativeQuery(
                        "select count(*), count(*) filter (where exists (select 1 from score s where s.model_id = r.model_id"
                                + " and s.frame_id = f.id)) " + OF_REPLAY,
                        Object[].class)
                .setParameter("replay", id)
                .getSingleResult();
        return new Progress(((Number) counts[0]).longValue(), ((Number) counts[1]).longValue());
    }

    /** Receives the boxes of two models in one frame. */
    @FunctionalInterface
    interface Comparison {
        void of(UUID frameId, String streamId, Instant capturedAt, byte[] before, byte[] after);
    }

    /** Compares the replay's model with another one, frame by frame that both have scored, in the order of capture. */
    void compare(UUID id, String otherModel, Comparison comparison) {
        session.createNativeQuery("""
                        select f.id, f.stream_id, f.captured_at, other.boxes, own.boxes
                        from replay r
                        join frame f on f.captured_at >= r.from_time and f.captured_at < r.to_time and f.random_key < r.share
                          and (cardinality(r.streams) = 0 or f.stream_id = any(r.streams))
                        join score own on own.model_id = r.model_id and own.frame_id = f.id
                        join score other on other.model_id = :other and other.frame_id = f.id
                        where r.id = :replay order by f.captured_at, f.id
                        """, Object[].class)
                .setParameter("replay", id)
                .setParameter("other", otherModel)
                .setFetchSize(1_000)
                .getResultStream()
                .forEach(row -> comparison.of(
                        (UUID) row[0], (String) row[1], instant(row[2]), (byte[]) row[3], (byte[]) row[4]));
    }
}
