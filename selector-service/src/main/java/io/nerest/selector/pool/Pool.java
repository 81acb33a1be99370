package io.nerest.selector.pool;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.ObjectRef;
import io.nerest.selection.LabelledFrame;
import io.nerest.selection.ScoredFrame;
import io.nerest.vision.box.ScoredBox;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Frames without a human label, and the samples that rounds draw from them. */
@ApplicationScoped
public class Pool {

    static final String FRAME_COLUMNS =
            "f.id, f.stream_id, f.bucket, f.object_key, f.etag, f.size, f.width, f.height, f.captured_at";
    private static final float[] NO_EMBEDDING = {};
    private static final int WORTH_STATISTICS = 10_000;

    private static final String CANDIDATES = """
            select f.id, f.stream_id, f.captured_at, c.boxes, %s from sample_frame s join frame f on f.id = s.frame_id
            join score c on c.model_id = ? and c.frame_id = s.frame_id
            where s.campaign_id = ? and s.round = ? and s.purpose = 'CANDIDATE' and %s""";

    private final Database database;

    public Pool(Database database) {
        this.database = database;
    }

    /** How many frames a camera has sent, and how many of them people have labelled. */
    public record StreamCount(String streamId, long frames, long labelled) {}

    public List<StreamCount> counts() {
        return database.query(
                """
                select stream_id, count(*) filter (where captured_at is not null) as frames,
                    count(label_revision) as labelled
                from frame group by stream_id order by stream_id
                """,
                row -> new StreamCount(row.getString("stream_id"), row.getLong("frames"), row.getLong("labelled")));
    }

    public int size(PoolFilter filter) {
        return database.count(
                "select count(*) from frame f where " + filter.unlabelled() + " and " + PoolFilter.CONDITION,
                filter.arguments());
    }

    public int labelled(PoolFilter filter) {
        return database.count(
                "select count(*) from frame f where " + filter.labelled() + " and " + PoolFilter.CONDITION,
                filter.arguments());
    }

    /**
     * Draws frames from the pool for a round, each equally likely: a window of the frames' fixed random order that starts
     * at the round's own place, so that it costs an index and no sort of the pool.
     *
     * @param size how many; 0 for all
     * @param start where in the order, 0 to 1
     * @return how many were drawn
     */
    public int draw(PoolFilter filter, int round, int size, double start) {
        int drawn = size == 0 ? draw(filter, round, "") : drawWindow(filter, round, size, start);
        if (drawn >= WORTH_STATISTICS) {
            // The planner would take the sample for the few rows it was, and look up a million scores one by one.
            database.update("analyze sample_frame");
        }
        return drawn;
    }

    private int drawWindow(PoolFilter filter, int round, int size, double start) {
        int drawn = draw(filter, round, "and f.lot >= ? order by f.lot limit ?", start, size);
        return drawn < size
                ? drawn + draw(filter, round, "and f.lot < ? order by f.lot limit ?", start, size - drawn)
                : drawn;
    }

    private int draw(PoolFilter filter, int round, String window, Object... arguments) {
        return database.update(
                "insert into sample_frame (campaign_id, round, purpose, frame_id)"
                        + " select ?::uuid, ?::int, 'CANDIDATE', f.id from frame f where "
                        + filter.unlabelled() + " and " + PoolFilter.CONDITION + window + " on conflict do nothing",
                prepend(filter.arguments(arguments), filter.campaignId(), round));
    }

    /** Adds the labelled frames of the campaign to a round's sample, for strategies that keep away from them. */
    public int addLabelled(PoolFilter filter, int round) {
        return database.update(
                "insert into sample_frame (campaign_id, round, purpose, frame_id)"
                        + " select ?::uuid, ?::int, 'REFERENCE', f.id from frame f"
                        + " where f.captured_at is not null and " + filter.labelled() + " and "
                        + PoolFilter.CONDITION + " on conflict do nothing",
                prepend(filter.arguments(), filter.campaignId(), round));
    }

    /** The sampled frames that a model has not scored yet. */
    public List<FrameRef> unscored(UUID campaignId, int round, String modelId) {
        return database.query(
                "select " + FRAME_COLUMNS + " from sample_frame s join frame f on f.id = s.frame_id"
                        + " where s.campaign_id = ? and s.round = ? and not exists"
                        + " (select from score c where c.model_id = ? and c.frame_id = s.frame_id) order by f.id",
                Pool::frameRef,
                campaignId,
                round,
                modelId);
    }

    public boolean allScored(UUID campaignId, int round, List<String> models) {
        return models.stream()
                .noneMatch(modelId -> database.exists(
                        "select from sample_frame s where s.campaign_id = ? and s.round = ? and not exists"
                                + " (select from score c where c.model_id = ? and c.frame_id = s.frame_id)",
                        campaignId,
                        round,
                        modelId));
    }

    /** How many sampled frames all of some models have scored. */
    public int scored(UUID campaignId, int round, List<String> models) {
        return database.count(
                "select count(*) from (select from sample_frame s"
                        + " join score c on c.frame_id = s.frame_id and c.model_id = any(?)"
                        + " where s.campaign_id = ? and s.round = ? group by s.frame_id having count(*) = ?) by_all",
                models.toArray(String[]::new),
                campaignId,
                round,
                models.size());
    }

    /** What one model sees on the candidates that it has scored, by frame. */
    public Map<UUID, List<ScoredBox>> detections(UUID campaignId, int round, String modelId) {
        Map<UUID, List<ScoredBox>> detections = new HashMap<>();
        eachDetected(campaignId, round, modelId, detections::put);
        return detections;
    }

    /** The same, one frame at a time, for a sample that is not to be held in memory. */
    public void eachDetected(UUID campaignId, int round, String modelId, BiConsumer<UUID, List<ScoredBox>> consumer) {
        database.stream(
                "select s.frame_id, c.boxes from sample_frame s"
                        + " join score c on c.model_id = ? and c.frame_id = s.frame_id"
                        + " where s.campaign_id = ? and s.round = ? and s.purpose = 'CANDIDATE'",
                row -> consumer.accept(row.getObject(1, UUID.class), BoxCodec.decode(row.getBytes(2))),
                modelId,
                campaignId,
                round);
    }

    /** The candidates that have a score and, still, no label; in no particular order. */
    public List<ScoredFrame> candidates(PoolFilter filter, int round, String modelId, boolean withEmbeddings) {
        return scoredFrames(
                CANDIDATES.formatted(withEmbeddings ? "c.embedding" : "null::bytea", filter.unlabelled()),
                modelId,
                filter.campaignId(),
                round);
    }

    /** Of some candidates, those that have a score and, still, no label, without embeddings; in no particular order. */
    public List<ScoredFrame> candidates(PoolFilter filter, int round, String modelId, List<UUID> frames) {
        return scoredFrames(
                CANDIDATES.formatted("null::bytea", filter.unlabelled()) + " and s.frame_id = any(?)",
                modelId,
                filter.campaignId(),
                round,
                frames.toArray(UUID[]::new));
    }

    private List<ScoredFrame> scoredFrames(String sql, Object... arguments) {
        List<ScoredFrame> frames = new ArrayList<>();
        database.stream(
                sql,
                row -> {
                    byte[] embedding = row.getBytes(5);
                    frames.add(new ScoredFrame(
                            row.getObject(1, UUID.class),
                            row.getString(2).intern(),
                            capturedAt(row),
                            BoxCodec.decode(row.getBytes(4)),
                            embedding == null ? NO_EMBEDDING : BoxCodec.decodeEmbedding(embedding)));
                },
                arguments);
        return frames;
    }

    /** The candidates that people have labelled, be it not for this campaign. */
    public List<UUID> labelledCandidates(UUID campaignId, int round) {
        return database.query(
                "select f.id from sample_frame s join frame f on f.id = s.frame_id"
                        + " where s.campaign_id = ? and s.round = ? and f.label_revision is not null",
                row -> Database.uuid(row, "id"),
                campaignId,
                round);
    }

    /** The candidates as frames that nothing is known of, for strategies that need no scores. */
    public List<ScoredFrame> unseenCandidates(PoolFilter filter, int round) {
        return database.query(
                "select f.id, f.stream_id, f.captured_at from sample_frame s join frame f on f.id = s.frame_id"
                        + " where s.campaign_id = ? and s.round = ? and s.purpose = 'CANDIDATE'"
                        + " and " + filter.unlabelled(),
                row -> new ScoredFrame(
                        Database.uuid(row, "id"),
                        row.getString("stream_id").intern(),
                        capturedAt(row),
                        List.of(),
                        NO_EMBEDDING),
                filter.campaignId(),
                round);
    }

    /** The labelled frames of a sample that the model has scored. */
    public List<LabelledFrame> references(UUID campaignId, int round, String modelId) {
        return database.query(
                "select f.id, f.stream_id, f.captured_at, c.embedding"
                        + " from sample_frame s join frame f on f.id = s.frame_id"
                        + " join score c on c.model_id = ? and c.frame_id = s.frame_id"
                        + " where s.campaign_id = ? and s.round = ? and s.purpose = 'REFERENCE'",
                row -> new LabelledFrame(
                        Database.uuid(row, "id"),
                        row.getString("stream_id"),
                        capturedAt(row),
                        BoxCodec.decodeEmbedding(row.getBytes("embedding"))),
                modelId,
                campaignId,
                round);
    }

    public void forget(UUID campaignId, int round) {
        database.update("delete from sample_frame where campaign_id = ? and round = ?", campaignId, round);
    }

    /** Where the pictures of some frames lie, by frame. */
    public Map<UUID, FrameRef> frames(List<UUID> ids) {
        Map<UUID, FrameRef> frames = new HashMap<>();
        database.each(
                "select " + FRAME_COLUMNS + " from frame f where f.id = any(?)",
                row -> frames.put(Database.uuid(row, "id"), frameRef(row)),
                (Object) ids.toArray(UUID[]::new));
        return frames;
    }

    static FrameRef frameRef(ResultSet row) throws SQLException {
        return new FrameRef(
                Database.uuid(row, "id"),
                row.getString("stream_id"),
                new ObjectRef(
                        row.getString("bucket"),
                        row.getString("object_key"),
                        row.getString("etag"),
                        row.getLong("size")),
                row.getInt("width"),
                row.getInt("height"));
    }

    private static Instant capturedAt(ResultSet row) throws SQLException {
        return Objects.requireNonNull(Database.instant(row, "captured_at"), "a frame of the pool has a time");
    }

    private static Object[] prepend(Object[] arguments, Object... first) {
        Object[] all = new Object[first.length + arguments.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(arguments, 0, all, first.length, arguments.length);
        return all;
    }
}
