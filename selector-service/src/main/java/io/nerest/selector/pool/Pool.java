package io.nerest.selector.pool;

import io.nerest.contracts.FrameRef;
import io.nerest.selection.LabelledFrame;
import io.nerest.selection.ScoredFrame;
import io.nerest.selection.round.CapturedFrame;
import io.nerest.selector.storage.BoxCodec;
import io.nerest.vision.box.ScoredBox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.hibernate.ScrollMode;
import org.hibernate.ScrollableResults;
import org.hibernate.Session;
import org.hibernate.query.MutationQuery;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Frames without a human label, and the samples that rounds draw from them. A pool has millions of frames, so every method is
 * a set operation in SQL, and long results are read as a stream.
 */
@ApplicationScoped
@Transactional
public class Pool {

    private static final float[] NO_EMBEDDING = {};
    /** From this size on, a sample changes what the planner should assume of its table. */
    private static final int WORTH_STATISTICS = 10_000;
    /** Rows that are in memory at a time. */
    private static final int FETCH = 5_000;
    /** The driver's value for: transfer results in binary form from the first execution on. */
    private static final int BINARY_AT_ONCE = -1;

    private static final String CANDIDATES = """
            select f.id, f.stream_id, f.captured_at, c.boxes, %s as embedding
            from sample_frame s join frame f on f.id = s.frame_id
            join score c on c.model_id = :model and c.frame_id = s.frame_id
            where s.campaign_id = :campaign and s.round = :round and s.purpose = 'CANDIDATE' and %s""";

    private final Session session;

    public Pool(Session session) {
        this.session = session;
    }

    /**
     * Counts of one stream.
     *
     * @param frames registered frames that have not expired
     * @param labelled frames with a human label
     */
    public record StreamCount(String streamId, long frames, long labelled) {}

    /** Returns the counts of every stream, by name. */
    public List<StreamCount> counts() {
        return session
                .createNativeQuery("""
                        select stream_id, count(*) filter (where captured_at is not null and expired_at is null) as frames,
                            count(label_revision) as labelled
                        from frame group by stream_id order by stream_id
                        """, Object[].class)
                .addScalar("stream_id", String.class)
                .addScalar("frames", Long.class)
                .addScalar("labelled", Long.class)
                .getResultList()
                .stream()
                .map(row -> new StreamCount((String) row[0], (Long) row[1], (Long) row[2]))
                .toList();
    }

    /** Returns how many frames the campaign may select. */
    public int size(PoolFilter filter) {
        return count(filter, filter.unlabelled());
    }

    /** Returns how many labelled frames the campaign learns from. */
    public int labelled(PoolFilter filter) {
        return count(filter, filter.labelled());
    }

    private int count(PoolFilter filter, String condition) {
        return filter.bind(session.createNativeQuery(
                        "select count(*) from frame f where " + condition + " and " + PoolFilter.CONDITION,
                        Integer.class))
                .getSingleResult();
    }

    /**
     * Draws frames from the pool for a round, each with the same probability: a window over the frames ordered by their
     * random key, wrapping around. This uses an index scan, no sort.
     *
     * @param size how many frames; 0 for all
     * @param start where in the order the window starts, 0 to 1
     * @return how many frames were drawn
     */
    public int draw(PoolFilter filter, int round, int size, double start) {
        int drawn = size == 0
                ? filter.bind(drawing(filter, round, "")).executeUpdate()
                : drawWindow(filter, round, size, start);
        if (drawn >= WORTH_STATISTICS) {
            // With the statistics of the small sample before, the planner would look up a million scores one by one.
            execute("analyze sample_frame");
        }
        return drawn;
    }

    private int drawWindow(PoolFilter filter, int round, int size, double start) {
        int drawn = drawWindow(filter, round, "and f.random_key >= :start", size, start);
        return drawn < size
                ? drawn + drawWindow(filter, round, "and f.random_key < :start", size - drawn, start)
                : drawn;
    }

    private int drawWindow(PoolFilter filter, int round, String window, int size, double start) {
        return filter.bind(drawing(filter, round, window + " order by f.random_key limit :size"))
                .setParameter("start", start)
                .setParameter("size", size)
                .executeUpdate();
    }

    private MutationQuery drawing(PoolFilter filter, int round, String window) {
        return mutation("insert into sample_frame (campaign_id, round, purpose, frame_id)"
                        + " select :campaign, :round, 'CANDIDATE', f.id from frame f where "
                        + filter.unlabelled() + " and " + PoolFilter.CONDITION + window + " on conflict do nothing")
                .setParameter("round", round);
    }

    /** Adds the campaign's labelled frames to a round's sample, for strategies that compare candidates with them. */
    public int addLabelled(PoolFilter filter, int round) {
        return filter.bind(mutation("insert into sample_frame (campaign_id, round, purpose, frame_id)"
                                + " select :campaign, :round, 'REFERENCE', f.id from frame f"
                                + " where f.captured_at is not null and f.unscorable is null and "
                                + filter.labelled() + " and "
                                + PoolFilter.CONDITION + " on conflict do nothing")
                        .setParameter("round", round))
                .executeUpdate();
    }

    /** Returns the sampled frames that a model has not scored yet and that it can score, by id. */
    public List<FrameRef> unscored(UUID campaignId, int round, String modelId) {
        return FrameRows.types(session.createNativeQuery(
                        "select " + FrameRows.COLUMNS + " from sample_frame s join frame f on f.id = s.frame_id"
                                + " where s.campaign_id = :campaign and s.round = :round"
                                + " and f.unscorable is null and not exists"
                                + " (select from score c where c.model_id = :model and c.frame_id = s.frame_id)"
                                + " order by f.id",
                        Object[].class))
                .setParameter("campaign", campaignId)
                .setParameter("round", round)
                .setParameter("model", modelId)
                .getResultList()
                .stream()
                .map(FrameRows::frameRef)
                .toList();
    }

    /** Returns whether every given model has scored every sampled frame that can be scored. */
    public boolean allScored(UUID campaignId, int round, List<String> models) {
        return models.stream()
                .noneMatch(modelId -> session.createNativeQuery("""
                                select exists (select from sample_frame s join frame f on f.id = s.frame_id
                                where s.campaign_id = :campaign and s.round = :round and f.unscorable is null
                                and not exists
                                (select from score c where c.model_id = :model and c.frame_id = s.frame_id))
                                """, Boolean.class)
                        .setParameter("campaign", campaignId)
                        .setParameter("round", round)
                        .setParameter("model", modelId)
                        .getSingleResult());
    }

    /** Returns how many sampled frames every given model has scored. */
    public int scored(UUID campaignId, int round, List<String> models) {
        return session.createNativeQuery("""
                        select count(*) from (select from sample_frame s
                        join score c on c.frame_id = s.frame_id and c.model_id = any(:models)
                        where s.campaign_id = :campaign and s.round = :round
                        group by s.frame_id having count(*) = :count) by_all
                        """, Integer.class)
                .setParameter("models", models.toArray(String[]::new))
                .setParameter("campaign", campaignId)
                .setParameter("round", round)
                .setParameter("count", models.size())
                .getSingleResult();
    }

    /** Passes on what one model detects on each candidate, one frame at a time: the sample need not fit into memory. */
    public void forEachCandidate(
            UUID campaignId, int round, String modelId, BiConsumer<UUID, List<ScoredBox>> consumer) {
        stream(
                session.createNativeQuery(
                                "select s.frame_id, c.boxes from sample_frame s"
                                        + " join score c on c.model_id = :model and c.frame_id = s.frame_id"
                                        + " where s.campaign_id = :campaign and s.round = :round"
                                        + " and s.purpose = 'CANDIDATE'",
                                Object[].class)
                        .addScalar("frame_id", UUID.class)
                        .addScalar("boxes", byte[].class)
                        .setParameter("model", modelId)
                        .setParameter("campaign", campaignId)
                        .setParameter("round", round),
                row -> consumer.accept((UUID) row[0], BoxCodec.decode((byte[]) row[1])));
    }

    /** Returns the candidates that have a score and, still, no label; in no particular order. */
    public List<ScoredFrame> candidates(PoolFilter filter, int round, String modelId, boolean withEmbeddings) {
        return scoredFrames(
                candidateQuery(filter, round, modelId, withEmbeddings ? "c.embedding" : "cast(null as bytea)", ""));
    }

    /** Returns those of some candidates that have a score and, still, no label, without embeddings; in no particular order. */
    public List<ScoredFrame> candidates(PoolFilter filter, int round, String modelId, Collection<UUID> frames) {
        return scoredFrames(
                candidateQuery(filter, round, modelId, "cast(null as bytea)", " and s.frame_id = any(:frames)")
                        .setParameter("frames", frames.toArray(UUID[]::new)));
    }

    private NativeQuery<Object[]> candidateQuery(
            PoolFilter filter, int round, String modelId, String embedding, String condition) {
        return session.createNativeQuery(
                        CANDIDATES.formatted(embedding, filter.unlabelled()) + condition, Object[].class)
                .addScalar("id", UUID.class)
                .addScalar("stream_id", String.class)
                .addScalar("captured_at", Instant.class)
                .addScalar("boxes", byte[].class)
                .addScalar("embedding", byte[].class)
                .setParameter("model", modelId)
                .setParameter("campaign", filter.campaignId())
                .setParameter("round", round);
    }

    private List<ScoredFrame> scoredFrames(NativeQuery<Object[]> query) {
        List<ScoredFrame> frames = new ArrayList<>();
        stream(
                query,
                row -> frames.add(new ScoredFrame(
                        (UUID) row[0],
                        ((String) row[1]).intern(),
                        (Instant) row[2],
                        BoxCodec.decode((byte[]) row[3]),
                        embedding((byte[]) row[4]))));
        return frames;
    }

    private static float[] embedding(byte @Nullable [] encoded) {
        return encoded == null ? NO_EMBEDDING : BoxCodec.decodeEmbedding(encoded);
    }

    /** Returns the sampled frames that annotators have labelled, for this campaign or another. */
    public Set<UUID> labelledSample(UUID campaignId, int round) {
        return new HashSet<>(session.createNativeQuery(
                        "select f.id from sample_frame s join frame f on f.id = s.frame_id"
                                + " where s.campaign_id = :campaign and s.round = :round"
                                + " and f.label_revision is not null",
                        UUID.class)
                .setParameter("campaign", campaignId)
                .setParameter("round", round)
                .getResultList());
    }

    /** Returns the frames that have a pseudo-label of an earlier round. */
    public Set<UUID> pseudoLabelled(UUID campaignId) {
        return new HashSet<>(session.createNativeQuery("""
                        select frame_id from batch_frame
                        where campaign_id = :campaign and kind = 'PSEUDO_LABEL' and not retracted
                        """, UUID.class)
                .setParameter("campaign", campaignId)
                .getResultList());
    }

    /** Returns the candidates without boxes and embeddings, for strategies that need no scores. */
    public List<ScoredFrame> unscoredCandidates(PoolFilter filter, int round) {
        List<ScoredFrame> frames = new ArrayList<>();
        stream(
                session.createNativeQuery(
                                "select f.id, f.stream_id, f.captured_at"
                                        + " from sample_frame s join frame f on f.id = s.frame_id"
                                        + " where s.campaign_id = :campaign and s.round = :round"
                                        + " and s.purpose = 'CANDIDATE' and " + filter.unlabelled(),
                                Object[].class)
                        .addScalar("id", UUID.class)
                        .addScalar("stream_id", String.class)
                        .addScalar("captured_at", Instant.class)
                        .setParameter("campaign", filter.campaignId())
                        .setParameter("round", round),
                row -> frames.add(new ScoredFrame(
                        (UUID) row[0], ((String) row[1]).intern(), (Instant) row[2], List.of(), NO_EMBEDDING)));
        return frames;
    }

    /** Returns the labelled frames of a sample that the model has scored. */
    public List<LabelledFrame> references(UUID campaignId, int round, String modelId) {
        List<LabelledFrame> frames = new ArrayList<>();
        stream(
                session.createNativeQuery(
                                "select f.id, f.stream_id, f.captured_at, c.embedding"
                                        + " from sample_frame s join frame f on f.id = s.frame_id"
                                        + " join score c on c.model_id = :model and c.frame_id = s.frame_id"
                                        + " where s.campaign_id = :campaign and s.round = :round"
                                        + " and s.purpose = 'REFERENCE'",
                                Object[].class)
                        .addScalar("id", UUID.class)
                        .addScalar("stream_id", String.class)
                        .addScalar("captured_at", Instant.class)
                        .addScalar("embedding", byte[].class)
                        .setParameter("model", modelId)
                        .setParameter("campaign", campaignId)
                        .setParameter("round", round),
                row -> frames.add(new LabelledFrame(
                        (UUID) row[0], ((String) row[1]).intern(), (Instant) row[2], BoxCodec.decodeEmbedding((byte[])
                                row[3]))));
        return frames;
    }

    /** Returns those of some frames that the filter accepts, that can be scored and that have no label. */
    public List<CapturedFrame> unlabelledOf(PoolFilter filter, Collection<UUID> frames) {
        return filter
                .bind(session.createNativeQuery(
                        "select f.id, f.stream_id, f.captured_at from frame f where f.id = any(:frames) and "
                                + filter.unlabelled() + " and " + PoolFilter.CONDITION,
                        Object[].class))
                .addScalar("id", UUID.class)
                .addScalar("stream_id", String.class)
                .addScalar("captured_at", Instant.class)
                .setParameter("frames", frames.toArray(UUID[]::new))
                .getResultList()
                .stream()
                .map(row -> new CapturedFrame((UUID) row[0], ((String) row[1]).intern(), (Instant) row[2]))
                .toList();
    }

    /** Removes a round's sample. */
    public void removeSample(UUID campaignId, int round) {
        mutation("delete from sample_frame where campaign_id = :campaign and round = :round")
                .setParameter("campaign", campaignId)
                .setParameter("round", round)
                .executeUpdate();
    }

    private MutationQuery mutation(String sql) {
        return session.createNativeMutationQuery(sql);
    }

    private void execute(String sql) {
        mutation(sql).executeUpdate();
    }

    /** Passes on row by row what may be millions of rows; few of them are in memory at a time. */
    private void stream(NativeQuery<Object[]> query, Consumer<Object[]> consumer) {
        // A join of a million rows is one pass if its hash table fits, and hundreds of files if it does not.
        execute("set local work_mem = '64MB'");
        // A plan kept from samples of hundreds would look up a million scores one by one.
        execute("set local plan_cache_mode = force_custom_plan");
        int threshold = session.doReturningWork(connection -> {
            PGConnection postgres = connection.unwrap(PGConnection.class);
            int before = postgres.getPrepareThreshold();
            postgres.setPrepareThreshold(BINARY_AT_ONCE);
            return before;
        });
        try (ScrollableResults<Object[]> rows =
                query.setFetchSize(FETCH).setReadOnly(true).scroll(ScrollMode.FORWARD_ONLY)) {
            while (rows.next()) {
                consumer.accept(rows.get());
            }
        } finally {
            session.doWork(connection -> connection.unwrap(PGConnection.class).setPrepareThreshold(threshold));
        }
    }
}
