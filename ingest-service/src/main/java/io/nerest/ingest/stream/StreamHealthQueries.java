package io.nerest.ingest.stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Measures how streams deliver frames. */
@ApplicationScoped
class StreamHealthQueries {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /** Gaps are between arrivals, so that a camera whose clock is wrong does not look broken. */
    private static final String HEALTH = """
            select s.id as id, s.name as name, coalesce(c.frames, 0) as frames, coalesce(d.hour, 0) as hour, d.gap as gap, d.with_objects as with_objects,
                l.id as last_id, l.captured_at as captured, l.registered_at as registered
            from stream s
            left join (select stream_id, count(*) as frames from frame group by stream_id) c on c.stream_id = s.id
            left join (
                select stream_id, count(*) filter (where registered_at > :hour) as hour,
                    cast(extract(epoch from greatest(max(gap), :now - max(registered_at))) as double precision) as gap,
                    cast(avg(case when max_confidence >= :confidence then 1.0 else 0.0 end)
                        filter (where scored) as double precision) as with_objects
                from (
                    select f.stream_id, f.registered_at, u.scored, u.max_confidence,
                        f.registered_at - lag(f.registered_at) over (partition by f.stream_id order by f.registered_at) as gap
                    from frame f left join frame_use u on u.frame_id = f.id where f.registered_at > :day
                ) arrivals group by stream_id
            ) d on d.stream_id = s.id
            left join lateral (
                select f.id, f.captured_at, f.registered_at from frame f where f.stream_id = s.id
                order by f.captured_at desc, f.id desc limit 1
            ) l on true
            order by s.id
            """;

    private final EntityManager entities;

    StreamHealthQueries(EntityManager entities) {
        this.entities = entities;
    }

    /** Returns the health of all streams, ordered by id. */
    @Transactional
    List<StreamHealth> all() {
        Instant now = Instant.now(Clock.systemUTC());
        @SuppressWarnings("unchecked") // a native query has no other type
        List<Tuple> rows = entities.createNativeQuery(HEALTH, Tuple.class)
                .setParameter("now", now)
                .setParameter("hour", now.minus(HOUR))
                .setParameter("day", now.minus(DAY))
                .setParameter("confidence", StreamHealth.CONFIDENCE)
                .getResultList();
        return rows.stream().map(StreamHealthQueries::view).toList();
    }

    private static StreamHealth view(Tuple row) {
        return new StreamHealth(
                row.get("id", String.class),
                row.get("name", String.class),
                row.get("frames", Long.class),
                row.get("hour", Long.class),
                row.get("gap", Double.class),
                row.get("with_objects", Double.class),
                last(row.get("last_id", UUID.class), row));
    }

    private static StreamHealth.@Nullable LastFrame last(@Nullable UUID id, Tuple row) {
        return id == null
                ? null
                : new StreamHealth.LastFrame(
                        id, row.get("captured", Instant.class), row.get("registered", Instant.class));
    }
}
