package io.nerest.selector.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/**
 * The frames that running campaigns and seasons wait for: those of the current rounds' batches, and of the seasons' draws,
 * without a label. A frame occurs once.
 */
@ApplicationScoped
@Transactional
public class LabelQueue {

    /** Frames of the current round of each running campaign that an annotator can label. */
    private static final String OPEN = """
            from batch_frame b
            join campaign c on c.id = b.campaign_id and c.state = 'RUNNING'
            join round r on r.campaign_id = b.campaign_id and r.number = b.round and r.body ->> 'state' = 'LABELLING'
            join frame f on f.id = b.frame_id and f.label_revision is null and f.unscorable is null
            where b.kind = 'LABEL'
            and (cast(:campaign as uuid) is null or b.campaign_id = cast(:campaign as uuid))
            and (cast(:stream as text) is null or f.stream_id = :stream)
            """;

    /** Drawn frames of seasons that an annotator can label. */
    private static final String DRAWN = """
            from season_draw d
            join season s on s.id = d.season_id
            join frame f on f.id = d.frame_id and f.label_revision is null and f.unscorable is null
            where (cast(:season as uuid) is null or d.season_id = cast(:season as uuid))
            and (cast(:stream as text) is null or f.stream_id = :stream)
            """;

    /** Frames of both, with their ranks: a restriction to a campaign leaves out the seasons, and the other way round. */
    private static final String WAITING = "(select b.frame_id as frame_id, b.rank as rank " + OPEN
            + " and cast(:season as uuid) is null union all select d.frame_id, d.place " + DRAWN
            + " and cast(:campaign as uuid) is null) as waiting";

    /**
     * What a queue is restricted to; null for everything.
     *
     * @param campaign frames of one campaign
     * @param season frames of one season
     * @param stream frames of one stream
     */
    public record Restriction(
            @Nullable UUID campaign,
            @Nullable UUID season,
            @Nullable String stream) {}

    private final Session session;

    LabelQueue(Session session) {
        this.session = session;
    }

    /** Returns how many frames wait for a label. */
    public int size(Restriction to) {
        return restricted(
                        session.createNativeQuery("select count(distinct frame_id) from " + WAITING, Integer.class), to)
                .getSingleResult();
    }

    /** Returns the first frames of the queue, by their best rank in any batch or season. */
    public List<OpenFrame> first(Restriction to, int limit) {
        NativeQuery<UUID> query = session.createNativeQuery(
                "select frame_id from " + WAITING + " group by frame_id order by min(rank), frame_id limit :limit",
                UUID.class);
        return frames(restricted(query, to).setParameter("limit", limit).getResultList());
    }

    private static <T> NativeQuery<T> restricted(NativeQuery<T> query, Restriction to) {
        return query.setParameter("campaign", to.campaign(), UUID.class)
                .setParameter("season", to.season(), UUID.class)
                .setParameter("stream", to.stream(), String.class);
    }

    private List<OpenFrame> frames(List<UUID> ids) {
        Map<UUID, List<OpenFrame.Request>> requests = requests(ids);
        Map<UUID, List<OpenFrame.Draw>> draws = draws(ids);
        Map<UUID, OpenFrame.Suggestion> suggestions = suggestions(ids);
        Map<UUID, OpenFrame> found = new HashMap<>();
        session.createSelectionQuery("from PoolFrameEntity where id in :ids", PoolFrameEntity.class)
                .setParameter("ids", ids)
                .setReadOnly(true)
                .getResultList()
                .forEach(frame -> found.put(
                        frame.id,
                        new OpenFrame(
                                frame.toFrameRef(),
                                frame.capturedAt,
                                requests.getOrDefault(frame.id, List.of()),
                                draws.getOrDefault(frame.id, List.of()),
                                suggestions.get(frame.id))));
        return ids.stream()
                .flatMap(id -> Optional.ofNullable(found.get(id)).stream())
                .toList();
    }

    private Map<UUID, List<OpenFrame.Draw>> draws(List<UUID> ids) {
        Map<UUID, List<OpenFrame.Draw>> byFrame = new HashMap<>();
        session.createNativeQuery(
                        "select d.frame_id as frame, s.id as season_id, s.name as name, d.round as round,"
                                + " min(d.place) as place " + DRAWN
                                + " and d.frame_id = any(:frames) group by d.frame_id, s.id, s.name, d.round order by place",
                        Tuple.class)
                .setParameter("season", null, UUID.class)
                .setParameter("stream", null, String.class)
                .setParameter("frames", ids.toArray(UUID[]::new))
                .getResultStream()
                .forEach(row -> byFrame.computeIfAbsent(row.get("frame", UUID.class), id -> new ArrayList<>())
                        .add(new OpenFrame.Draw(
                                row.get("season_id", UUID.class),
                                row.get("name", String.class),
                                row.get("round", Integer.class),
                                row.get("place", Integer.class))));
        return byFrame;
    }

    private Map<UUID, List<OpenFrame.Request>> requests(List<UUID> ids) {
        Map<UUID, List<OpenFrame.Request>> byFrame = new LinkedHashMap<>();
        session.createNativeQuery(
                        "select b.frame_id as frame, c.id as campaign_id, c.name as name, b.round as round, b.rank as rank,"
                                + " b.score as score, b.reason as reason, cast(b.parts as text) as parts " + OPEN
                                + " and b.frame_id = any(:frames) order by b.rank, c.created_at",
                        Tuple.class)
                .setParameter("campaign", null, UUID.class)
                .setParameter("stream", null, String.class)
                .setParameter("frames", ids.toArray(UUID[]::new))
                .getResultStream()
                .forEach(row -> byFrame.computeIfAbsent(row.get("frame", UUID.class), id -> new ArrayList<>())
                        .add(new OpenFrame.Request(
                                row.get("campaign_id", UUID.class),
                                row.get("name", String.class),
                                row.get("round", Integer.class),
                                row.get("rank", Integer.class),
                                row.get("score", Double.class),
                                row.get("reason", String.class),
                                StoredJson.numbers(row.get("parts", String.class)))));
        return byFrame;
    }

    private Map<UUID, OpenFrame.Suggestion> suggestions(List<UUID> ids) {
        Map<UUID, OpenFrame.Suggestion> byFrame = new HashMap<>();
        detections(ids).forEach((frame, all) -> byFrame.put(frame, all.get(0)));
        return byFrame;
    }

    /** Returns what each model detected on a frame, the newest model first; empty if none has scored it. */
    public List<OpenFrame.Suggestion> detections(UUID frame) {
        return detections(List.of(frame)).getOrDefault(frame, List.of());
    }

    private Map<UUID, List<OpenFrame.Suggestion>> detections(List<UUID> ids) {
        Map<UUID, List<OpenFrame.Suggestion>> byFrame = new HashMap<>();
        session.createNativeQuery(
                        "select s.frame_id as frame, s.model_id as model, s.scored_at as scored, s.boxes as boxes from score s"
                                + " left join model m on m.id = s.model_id where s.frame_id = any(:frames)"
                                + " order by m.published_at desc nulls last, s.scored_at desc",
                        Tuple.class)
                .setParameter("frames", ids.toArray(UUID[]::new))
                .getResultStream()
                .forEach(row -> byFrame.computeIfAbsent(row.get("frame", UUID.class), id -> new ArrayList<>())
                        .add(new OpenFrame.Suggestion(
                                row.get("model", String.class),
                                row.get("scored", Instant.class),
                                BoxCodec.decode(row.get("boxes", byte[].class)))));
        return byFrame;
    }

    /** Returns whether a frame is known. */
    public boolean has(UUID frame) {
        return session.find(PoolFrameEntity.class, frame) != null;
    }
}
