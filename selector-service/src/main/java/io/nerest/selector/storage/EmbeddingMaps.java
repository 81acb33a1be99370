package io.nerest.selector.storage;

import io.nerest.selector.map.PlaneProjection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Maps of the frames that a model has scored. */
@ApplicationScoped
@Transactional
public class EmbeddingMaps {
    private static final int SAMPLE = 1_000;
    private static final int FETCH = 1_000;
    /** In place of a round. */
    public static final int NOT_SELECTED = -1;

    private final Session session;

    EmbeddingMaps(Session session) {
        this.session = session;
    }

    /**
     * A map by columns, which take a third of the text of rows.
     *
     * @param streams names of the streams
     * @param frameIds frames in a random order that stays the same
     * @param stream index into {@code streams}, by frame
     * @param x place along the first principal component, by frame
     * @param y place along the second one
     * @param labelled whether the frame has a human label
     * @param confidence the highest confidence of the model's boxes, 0 to 1; 0 without boxes
     * @param round the last round in which the campaign selected the frame for annotators, by frame; {@link #NOT_SELECTED} if in none
     */
    public record EmbeddingMap(
            String modelId,
            List<String> streams,
            List<UUID> frameIds,
            List<Integer> stream,
            List<Float> x,
            List<Float> y,
            List<Boolean> labelled,
            List<Float> confidence,
            List<Integer> round) {}

    /** Returns the newest model that has scored a frame; empty if none has. */
    public Optional<String> newestModel() {
        return Optional.ofNullable(session.createNativeQuery("""
                        select m.id from model m where exists (select 1 from score s where s.model_id = m.id)
                        order by m.published_at desc limit 1
                        """, String.class).getSingleResultOrNull());
    }

    /**
     * Returns a map of frames that a model has scored.
     *
     * @param stream restricts the map to one stream; null for all
     * @param campaign whose rounds are returned; null for none
     * @param limit most frames
     */
    public EmbeddingMap of(String modelId, @Nullable String stream, @Nullable UUID campaign, int limit) {
        List<float[]> sample = new ArrayList<>();
        try (Stream<Tuple> rows = rows(modelId, stream, campaign, Math.min(limit, SAMPLE))) {
            rows.forEach(row -> sample.add(BoxCodec.decodeEmbedding(row.get("embedding", byte[].class))));
        }
        EmbeddingMap map = new EmbeddingMap(
                modelId,
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        if (sample.isEmpty()) {
            return map;
        }
        PlaneProjection plane = PlaneProjection.fit(sample);
        Map<String, Integer> streams = new LinkedHashMap<>();
        try (Stream<Tuple> rows = rows(modelId, stream, campaign, limit)) {
            rows.forEach(row -> add(map, streams, plane, row));
        }
        map.streams().addAll(streams.keySet());
        return map;
    }

    private Stream<Tuple> rows(String modelId, @Nullable String stream, @Nullable UUID campaign, int limit) {
        return session.createNativeQuery("""
                        select f.id as id, f.stream_id as stream, f.label_revision is not null as labelled,
                            s.boxes as boxes, s.embedding as embedding, coalesce(b.round, :none) as round
                        from score s join frame f on f.id = s.frame_id
                        left join (select frame_id, max(round) as round from batch_frame
                            where campaign_id = cast(:campaign as uuid) and kind = 'LABEL' group by frame_id) b on b.frame_id = f.id
                        where s.model_id = :model and (cast(:stream as text) is null or f.stream_id = :stream)
                        order by f.random_key, f.id limit :limit
                        """, Tuple.class)
                .setParameter("model", modelId)
                .setParameter("stream", stream, String.class)
                .setParameter("campaign", campaign, UUID.class)
                .setParameter("none", NOT_SELECTED)
                .setParameter("limit", limit)
                .setFetchSize(FETCH)
                .getResultStream();
    }

    private static void add(EmbeddingMap map, Map<String, Integer> streams, PlaneProjection plane, Tuple row) {
        float[] embedding = BoxCodec.decodeEmbedding(row.get("embedding", byte[].class));
        map.frameIds().add(row.get("id", UUID.class));
        map.stream().add(streams.computeIfAbsent(row.get("stream", String.class), name -> streams.size()));
        map.x().add((float) plane.x(embedding));
        map.y().add((float) plane.y(embedding));
        map.labelled().add(row.get("labelled", Boolean.class));
        map.round().add(row.get("round", Integer.class));
        map.confidence().add((float) BoxCodec.decode(row.get("boxes", byte[].class)).stream()
                .mapToDouble(box -> box.confidence())
                .max()
                .orElse(0));
    }
}
