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
import org.jspecify.annotations.Nullable;

/** The frames that running campaigns wait for: those of their current rounds' batches without a label. A frame occurs once. */
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

    private final Session session;

    LabelQueue(Session session) {
        this.session = session;
    }

    /**
     * Returns how many frames wait for a label.
     *
     * @param campaign restricts the queue to one campaign; null for all
     * @param stream restricts the queue to one stream; null for all
     */
    public int size(@Nullable UUID campaign, @Nullable String stream) {
        return session.createNativeQuery("select count(distinct b.frame_id) " + OPEN, Integer.class)
                .setParameter("campaign", campaign, UUID.class)
                .setParameter("stream", stream, String.class)
                .getSingleResult();
    }

    /** Returns the first frames of the queue, by their best rank in any batch. */
    public List<OpenFrame> first(@Nullable UUID campaign, @Nullable String stream, int limit) {
        List<UUID> ids = session.createNativeQuery(
                        "select b.frame_id " + OPEN
                                + " group by b.frame_id order by min(b.rank), b.frame_id limit :limit",
                        UUID.class)
                .setParameter("campaign", campaign, UUID.class)
                .setParameter("stream", stream, String.class)
                .setParameter("limit", limit)
                .getResultList();
        return frames(ids);
    }

    private List<OpenFrame> frames(List<UUID> ids) {
        Map<UUID, List<OpenFrame.Request>> requests = requests(ids);
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
                                suggestions.get(frame.id))));
        return ids.stream()
                .flatMap(id -> Optional.ofNullable(found.get(id)).stream())
                .toList();
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
