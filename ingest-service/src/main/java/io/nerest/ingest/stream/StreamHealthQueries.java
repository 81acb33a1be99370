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
            select s.id as id, s.name as name, coalesce(c.frames, 0) as frames, coalesce(d.hour, 0) as hour, d.gap as gap,
                l.id as last_id, l.captured_at as captured, l.registered_at as registered
            from stream s
            left join (select stream_id, count(*) as frames from frame group by stream_id) c on c.stream_id = s.id
            left join (
                select stream_id, count(*) filter (where registered_at > :hour) as hour,
                    cast(extract(epoch from greatest(max(gap), :now - max(registered_at))) as double precision) as gap
                from (
                    select stream_id, registered_at,
                        registered_at - lag(registered_at) over (partition by stream_id order by registered_at) as gap
                    from frame where registered_at > :day
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
                last(row.get("last_id", UUID.class), row));
    }

    private static StreamHealth.@Nullable LastFrame last(@Nullable UUID id, Tuple row) {
        return id == null
                ? null
                : new StreamHealth.LastFrame(
                        id, row.get("captured", Instant.class), row.get("registered", Instant.class));
    }
}
