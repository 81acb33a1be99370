package io.nerest.selector.comparison;

import io.nerest.contracts.ModelPublished;
import io.nerest.selector.storage.BoxCodec;
import io.nerest.selector.storage.StoredJson;
import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.box.ScoredBox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/**
 * Compares two models by what they detected on the same frames. The test takes frames of the validation sets of the campaigns
 * that trained the models: a campaign never learns from these. If no campaign trained either model, it takes all labelled frames.
 */
@ApplicationScoped
@Transactional
public class ModelComparisons {
    private static final int MOST_TESTED = 20_000;
    private static final int MOST_COMPARED = 2_000;

    private static final String OF_STREAM = " and (cast(:stream as text) is null or f.stream_id = :stream)";
    private static final String VALIDATION =
            "from validation_frame l join frame f on f.id = l.frame_id where l.campaign_id = :first"
                    + " and (cast(:second as uuid) is null or exists (select 1 from validation_frame o"
                    + " where o.campaign_id = :second and o.frame_id = l.frame_id))" + OF_STREAM;
    private static final String LABELLED =
            "from label l join frame f on f.id = l.frame_id where f.label_revision is not null" + OF_STREAM;
    private static final String SCORES =
            " join score a on a.frame_id = t.id and a.model_id = :a join score b on b.frame_id = t.id and b.model_id = :b";

    private final Session session;

    ModelComparisons(Session session) {
        this.session = session;
    }

    /**
     * Compares two models.
     *
     * @param stream frames of this stream alone; null for all
     * @param confidence least confidence of a box that counts, 0 to 1
     * @param limit most examples
     */
    public ModelComparison of(
            ModelPublished a, ModelPublished b, @Nullable String stream, double confidence, int limit) {
        Source source = source(a, b);
        Map<UUID, ComparedFrame> frames = new LinkedHashMap<>();
        List<MatchedPair> pairs = new ArrayList<>();
        NativeQuery<Tuple> tested = session.createNativeQuery(
                "select t.*, a.boxes as a_boxes, b.boxes as b_boxes from (select f.id, f.stream_id as stream,"
                        + " f.captured_at as captured, cast(l.boxes as text) as label " + source.sql
                        + " order by f.id) t" + SCORES + " limit " + MOST_TESTED,
                Tuple.class);
        bind(tested, source, stream)
                .setParameter("a", a.modelId())
                .setParameter("b", b.modelId())
                .getResultStream()
                .forEach(row -> {
                    ComparedFrame frame = frame(row, confidence, StoredJson.boxes(row.get("label", String.class)));
                    frames.put(frame.frameId(), frame);
                    if (frame.matchesA() != null && frame.matchesB() != null) {
                        pairs.add(new MatchedPair(frame.matchesA(), frame.matchesB()));
                    }
                });
        others(a, b, stream).forEach(row -> {
            UUID id = row.get("id", UUID.class);
            if (!frames.containsKey(id)) {
                frames.put(id, frame(row, confidence, null));
            }
        });
        return new ModelComparison(
                a.modelId(),
                b.modelId(),
                confidence,
                frames.size(),
                count(source, stream),
                pairs.isEmpty() ? null : PairedComparison.of(pairs),
                frames.values().stream()
                        .sorted(Comparator.comparingInt(ComparedFrame::disagreement)
                                .reversed())
                        .limit(limit)
                        .toList());
    }

    /** Labelled frames, and the campaigns whose validation sets have them. */
    private record Source(
            String sql, @Nullable UUID first, @Nullable UUID second) {}

    private static Source source(ModelPublished a, ModelPublished b) {
        UUID ofA = campaign(a);
        UUID ofB = campaign(b);
        if (ofA == null && ofB == null) {
            return new Source(LABELLED, null, null);
        }
        return ofA == null ? new Source(VALIDATION, ofB, null) : new Source(VALIDATION, ofA, ofB);
    }

    private static @Nullable UUID campaign(ModelPublished model) {
        return model.training() == null ? null : model.training().campaignId();
    }

    private static <T> NativeQuery<T> bind(NativeQuery<T> query, Source source, @Nullable String stream) {
        query.setParameter("stream", stream, String.class);
        if (source.first != null) {
            query.setParameter("first", source.first, UUID.class).setParameter("second", source.second, UUID.class);
        }
        return query;
    }

    private int count(Source source, @Nullable String stream) {
        return bind(session.createNativeQuery("select count(*) " + source.sql, Long.class), source, stream)
                .getSingleResult()
                .intValue();
    }

    /** Frames that both have scored, in the order of their ids, which is random. */
    private List<Tuple> others(ModelPublished a, ModelPublished b, @Nullable String stream) {
        return session.createNativeQuery(
                        "select f.id, f.stream_id as stream, f.captured_at as captured, a.boxes as a_boxes,"
                                + " b.boxes as b_boxes from score a join score b on b.frame_id = a.frame_id"
                                + " and b.model_id = :b join frame f on f.id = a.frame_id where a.model_id = :a"
                                + OF_STREAM
                                + " order by a.frame_id limit " + MOST_COMPARED,
                        Tuple.class)
                .setParameter("a", a.modelId())
                .setParameter("b", b.modelId())
                .setParameter("stream", stream, String.class)
                .getResultList();
    }

    private static ComparedFrame frame(Tuple row, double confidence, @Nullable List<LabelledBox> label) {
        List<ScoredBox> boxesA = sure(row.get("a_boxes", byte[].class), confidence);
        List<ScoredBox> boxesB = sure(row.get("b_boxes", byte[].class), confidence);
        return new ComparedFrame(
                row.get("id", UUID.class),
                row.get("stream", String.class),
                row.get("captured", Instant.class),
                FrameMatches.disagreement(boxesA, boxesB),
                boxesA,
                boxesB,
                label,
                label == null ? null : FrameMatches.of(boxesA, label),
                label == null ? null : FrameMatches.of(boxesB, label));
    }

    private static List<ScoredBox> sure(byte[] boxes, double confidence) {
        return BoxCodec.decode(boxes).stream()
                .filter(box -> box.confidence() >= confidence)
                .toList();
    }
}
