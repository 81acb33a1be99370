package io.nerest.selector.season;

import io.nerest.counting.estimate.CountSampling;
import io.nerest.counting.estimate.CountedUnit;
import io.nerest.counting.estimate.LabelledDraw;
import io.nerest.counting.estimate.SeasonUnits;
import io.nerest.selector.storage.BoxCodec;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/**
 * Stored seasons, their frames and draws. Frames that have expired count with what the model detected in them; only frames with
 * an image, or with a label, are drawn.
 */
@ApplicationScoped
@Transactional
public class CountedSeasons {
    private static final int FETCH = 1_000;
    private static final int INSERT = 5_000;
    private static final String COLUMNS =
            "select id, name, model_id, array_to_string(streams, ',') as streams, from_time, to_time, created_at from season";

    private final Session session;
    private final DrawPublisher publisher;

    CountedSeasons(Session session, DrawPublisher publisher) {
        this.session = session;
        this.publisher = publisher;
    }

    /**
     * Stores a season with the frames that its model has scored.
     *
     * @param most frames that a season may have
     * @return how many it has; if there are none, or more than {@code most}, nothing is stored
     */
    public int add(CountedSeason season, int most) {
        int frames = session.createNativeQuery("select count(*) " + SCORED, Integer.class)
                .setParameter("model", season.modelId())
                .setParameter("streams", season.streams().toArray(String[]::new))
                .setParameter("from", season.from())
                .setParameter("to", season.to())
                .getSingleResult();
        if (frames == 0 || frames > most) {
            return frames;
        }
        session.createNativeMutationQuery("""
                        insert into season (id, name, model_id, streams, from_time, to_time, created_at, removed)
                        values (:id, :name, :model, :streams, :from, :to, :created,
                            (select coalesce(sum(frames), 0) from removed_frames
                                where hour >= date_trunc('hour', cast(:from as timestamptz), 'UTC') and hour < :to
                                  and (cardinality(cast(:streams as text[])) = 0 or stream_id = any(cast(:streams as text[])))))
                        """)
                .setParameter("id", season.id())
                .setParameter("name", season.name())
                .setParameter("model", season.modelId())
                .setParameter("streams", season.streams().toArray(String[]::new))
                .setParameter("from", season.from())
                .setParameter("to", season.to())
                .setParameter("created", season.createdAt())
                .executeUpdate();
        return addUnits(season);
    }

    private static final String SCORED = """
            from frame f join score c on c.frame_id = f.id and c.model_id = :model
            where f.captured_at >= :from and f.captured_at < :to and (f.unscorable is null or f.expired_at is not null)
              and (cardinality(cast(:streams as text[])) = 0 or f.stream_id = any(cast(:streams as text[])))
            """;

    private int addUnits(CountedSeason season) {
        List<UUID> ids = new ArrayList<>();
        List<Double> counts = new ArrayList<>();
        int stored = 0;
        try (Stream<Tuple> rows = session.createNativeQuery(
                        "select f.id as id, c.boxes as boxes " + SCORED + " order by f.captured_at, f.id", Tuple.class)
                .setParameter("model", season.modelId())
                .setParameter("streams", season.streams().toArray(String[]::new))
                .setParameter("from", season.from())
                .setParameter("to", season.to())
                .setFetchSize(FETCH)
                .getResultStream()) {
            for (Tuple row : (Iterable<Tuple>) rows::iterator) {
                ids.add(row.get("id", UUID.class));
                counts.add(BoxCodec.decode(row.get("boxes", byte[].class)).stream()
                        .mapToDouble(box -> box.confidence())
                        .sum());
                if (ids.size() == INSERT) {
                    stored += insertUnits(season.id(), stored, ids, counts);
                }
            }
        }
        return stored + insertUnits(season.id(), stored, ids, counts);
    }

    private int insertUnits(UUID season, int first, List<UUID> ids, List<Double> counts) {
        session.createNativeMutationQuery("""
                        insert into season_unit (season_id, number, frame_id, stream_id, captured_at, detected)
                        select :season, :first + cast(u.place as int) - 1, u.frame_id, f.stream_id, f.captured_at, u.detected
                        from unnest(cast(:ids as uuid[]), cast(:counts as float8[])) with ordinality as u (frame_id, detected, place)
                        join frame f on f.id = u.frame_id
                        """)
                .setParameter("season", season)
                .setParameter("first", first)
                .setParameter("ids", ids.toArray(UUID[]::new))
                .setParameter("counts", counts.toArray(Double[]::new))
                .executeUpdate();
        int size = ids.size();
        ids.clear();
        counts.clear();
        return size;
    }

    /** Returns all seasons, the newest first. */
    public List<CountedSeason> all() {
        return seasons(session.createNativeQuery(COLUMNS + " order by created_at desc, id", Tuple.class));
    }

    public Optional<CountedSeason> byId(UUID id) {
        return seasons(session.createNativeQuery(COLUMNS + " where id = :id", Tuple.class)
                        .setParameter("id", id))
                .stream()
                .findFirst();
    }

    private static List<CountedSeason> seasons(NativeQuery<Tuple> query) {
        return query.addScalar("id", UUID.class)
                .addScalar("name", String.class)
                .addScalar("model_id", String.class)
                .addScalar("streams", String.class)
                .addScalar("from_time", Instant.class)
                .addScalar("to_time", Instant.class)
                .addScalar("created_at", Instant.class)
                .getResultStream()
                .map(row -> new CountedSeason(
                        row.get("id", UUID.class),
                        row.get("name", String.class),
                        row.get("model_id", String.class),
                        row.get("streams", String.class).isEmpty()
                                ? List.of()
                                : List.of(row.get("streams", String.class).split(",")),
                        row.get("from_time", Instant.class),
                        row.get("to_time", Instant.class),
                        row.get("created_at", Instant.class)))
                .toList();
    }

    /** Deletes a season with its draws; the labels stay. Returns false if there is none. */
    public boolean delete(UUID id) {
        return session.createNativeMutationQuery("delete from season where id = :id")
                        .setParameter("id", id)
                        .executeUpdate()
                > 0;
    }

    /** Returns what is known of a season. */
    public SeasonCounts counts(UUID id) {
        return counts(id, units(id));
    }

    /** Draws of frames that nobody can label any more are left out. */
    private SeasonCounts counts(UUID id, Units units) {
        List<LabelledDraw> labelled = new ArrayList<>();
        Set<Integer> waiting = new HashSet<>();
        List<Tuple> rows = session.createNativeQuery("""
                        select d.unit as unit, d.probability as probability,
                               case when f.label_revision is null then null else jsonb_array_length(l.boxes) end as fish
                        from season_draw d join frame f on f.id = d.frame_id left join label l on l.frame_id = d.frame_id
                        where d.season_id = :season and (f.label_revision is not null or f.unscorable is null) order by d.place
                        """, Tuple.class)
                .addScalar("unit", Integer.class)
                .addScalar("probability", Double.class)
                .addScalar("fish", Integer.class)
                .setParameter("season", id)
                .getResultList();
        for (Tuple row : rows) {
            Integer fish = row.get("fish", Integer.class);
            int unit = row.get("unit", Integer.class);
            if (fish == null) {
                waiting.add(unit);
            } else if (waiting.isEmpty()) {
                labelled.add(new LabelledDraw(unit, row.get("probability", Double.class), fish));
            }
        }
        return new SeasonCounts(
                units.counted,
                labelled,
                rows.size(),
                waiting.size(),
                units.counted.size() - units.drawable.cardinality(),
                removed(id));
    }

    /** The frames of a season, and which of them can be drawn. */
    private record Units(SeasonUnits counted, BitSet drawable) {}

    private Units units(UUID id) {
        List<CountedUnit> units = new ArrayList<>();
        BitSet drawable = new BitSet();
        try (Stream<Tuple> rows = session.createNativeQuery("""
                        select u.stream_id, u.captured_at, u.detected,
                            f.id is not null and (f.label_revision is not null or f.unscorable is null) as drawable
                        from season_unit u left join frame f on f.id = u.frame_id where u.season_id = :season order by u.number
                        """, Tuple.class)
                .addScalar("stream_id", String.class)
                .addScalar("captured_at", Instant.class)
                .addScalar("detected", Double.class)
                .addScalar("drawable", Boolean.class)
                .setParameter("season", id)
                .setFetchSize(FETCH)
                .getResultStream()) {
            rows.forEach(row -> {
                drawable.set(units.size(), row.get("drawable", Boolean.class));
                units.add(new CountedUnit(
                        Integer.toString(units.size()),
                        row.get("stream_id", String.class),
                        row.get("captured_at", Instant.class),
                        row.get("detected", Double.class)));
            });
        }
        return new Units(new SeasonUnits(units), drawable);
    }

    private long removed(UUID id) {
        return session.createNativeQuery("select removed from season where id = :id", Long.class)
                .setParameter("id", id)
                .getSingleResult();
    }

    /** What became of a request for draws. */
    public enum Drawing {
        DRAWN,
        /** Draws of an earlier round wait for a label. */
        WAITING,
        /** No frame of the season has an image any more. */
        EXPIRED
    }

    /**
     * Draws frames that people label next, with the probabilities that the labels so far suggest.
     *
     * @param draws how many
     * @return whether they were drawn, or why not
     */
    public Drawing draw(UUID id, int draws) {
        session.createNativeQuery("select 1 from season where id = :id for update", Integer.class)
                .setParameter("id", id)
                .getSingleResult();
        Units season = units(id);
        SeasonCounts counts = counts(id, season);
        if (!counts.complete()) {
            return Drawing.WAITING;
        }
        if (season.drawable.isEmpty()) {
            return Drawing.EXPIRED;
        }
        int round = session.createNativeQuery(
                        "select coalesce(max(round), 0) + 1 from season_draw where season_id = :id", Integer.class)
                .setParameter("id", id)
                .getSingleResult();
        double[] probabilities =
                CountSampling.among(CountSampling.probabilities(counts.units(), counts.draws()), season.drawable::get);
        int[] drawn = CountSampling.draw(probabilities, draws, new Random(id.getLeastSignificantBits() + round));
        Integer[] units = new Integer[drawn.length];
        Double[] chosen = new Double[drawn.length];
        for (int i = 0; i < drawn.length; i++) {
            units[i] = drawn[i];
            chosen[i] = probabilities[drawn[i]];
        }
        session.createNativeMutationQuery("""
                        insert into season_draw (season_id, place, round, unit, frame_id, probability)
                        select :season, cast(d.place as int)
                            + (select coalesce(max(place), 0) from season_draw where season_id = :season),
                            :round, d.unit, u.frame_id, d.probability
                        from unnest(cast(:units as int[]), cast(:chosen as float8[])) with ordinality as d (unit, probability, place)
                        join season_unit u on u.season_id = :season and u.number = d.unit
                        """)
                .setParameter("season", id)
                .setParameter("round", round)
                .setParameter("units", units)
                .setParameter("chosen", chosen)
                .executeUpdate();
        publisher.publish(id, round);
        return Drawing.DRAWN;
    }
}
