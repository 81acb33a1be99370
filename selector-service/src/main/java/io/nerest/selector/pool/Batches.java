package io.nerest.selector.pool;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.FrameRef;
import io.nerest.vision.box.ScoredBox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What rounds have chosen. */
@ApplicationScoped
public class Batches {

    private final Database database;

    public Batches(Database database) {
        this.database = database;
    }

    /**
     * A frame of a batch.
     *
     * @param labelRevision of its human label, absent where it has none yet
     * @param labelledAt when a person gave that label
     * @param boxes its pseudo-labels; empty in a batch for people
     * @param ignored boxes that are neither labels nor background
     */
    public record Chosen(
            FrameRef frame,
            BatchKind kind,
            int rank,
            double score,
            String reason,
            Map<String, Double> parts,
            List<ScoredBox> boxes,
            List<ScoredBox> ignored,
            @Nullable Integer labelRevision,
            @Nullable Instant labelledAt,
            boolean retracted) {}

    /** A frame to be written into a batch. */
    public record Entry(
            UUID frameId,
            int rank,
            double score,
            String reason,
            Map<String, Double> parts,
            List<ScoredBox> boxes,
            List<ScoredBox> ignored) {}

    public void write(UUID campaignId, int round, BatchKind kind, @Nullable String modelId, List<Entry> entries) {
        database.batch(
                """
                insert into batch_frame (campaign_id, round, kind, frame_id, rank, score, reason, parts, boxes, ignored, model_id)
                values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)
                """,
                entries.stream()
                        .map(entry -> new @Nullable Object[] {
                            campaignId,
                            round,
                            kind,
                            entry.frameId(),
                            entry.rank(),
                            entry.score(),
                            entry.reason(),
                            SelectorEvents.json(entry.parts()),
                            kind == BatchKind.PSEUDO_LABEL ? BoxCodec.encodeDetected(entry.boxes()) : null,
                            kind == BatchKind.PSEUDO_LABEL ? BoxCodec.encodeDetected(entry.ignored()) : null,
                            kind == BatchKind.PSEUDO_LABEL ? modelId : null
                        })
                        .toList());
    }

    public List<Chosen> of(UUID campaignId, int round) {
        return database.query(
                "select " + Pool.FRAME_COLUMNS + ", f.label_revision, l.labelled_at, b.kind, b.rank, b.score, b.reason,"
                        + " b.parts, b.boxes, b.ignored, b.retracted from batch_frame b"
                        + " join frame f on f.id = b.frame_id left join label l on l.frame_id = b.frame_id"
                        + " where b.campaign_id = ? and b.round = ? order by b.kind, b.rank",
                row -> new Chosen(
                        Pool.frameRef(row),
                        BatchKind.valueOf(row.getString("kind")),
                        row.getInt("rank"),
                        row.getDouble("score"),
                        row.getString("reason"),
                        StrategyComponents.read(row.getString("parts")),
                        boxes(row.getBytes("boxes")),
                        boxes(row.getBytes("ignored")),
                        row.getObject("label_revision", Integer.class),
                        Database.instant(row, "labelled_at"),
                        row.getBoolean("retracted")),
                campaignId,
                round);
    }

    private static List<ScoredBox> boxes(byte @Nullable [] encoded) {
        return encoded == null ? List.of() : BoxCodec.decode(encoded);
    }

    /** When people gave the last label of a batch; absent where none of its frames has one. */
    public Optional<Instant> lastLabel(UUID campaignId, int round) {
        return database
                .query(
                        "select max(l.labelled_at) as last from batch_frame b join label l on l.frame_id = b.frame_id"
                                + " where b.campaign_id = ? and b.round = ? and b.kind = 'LABEL'",
                        row -> Optional.ofNullable(Database.instant(row, "last")),
                        campaignId,
                        round)
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Frames of a batch that people have not labelled yet. */
    public int unlabelled(UUID campaignId, int round) {
        return database.count(
                "select count(*) from batch_frame b join frame f on f.id = b.frame_id"
                        + " where b.campaign_id = ? and b.round = ? and b.kind = 'LABEL' and f.label_revision is null",
                campaignId,
                round);
    }

    /** Frames that hold a pseudo-label of an earlier round. */
    public List<UUID> pseudoLabelled(UUID campaignId) {
        return database.query(
                "select distinct frame_id from batch_frame where campaign_id = ? and kind = 'PSEUDO_LABEL'"
                        + " and not retracted",
                row -> Database.uuid(row, "frame_id"),
                campaignId);
    }

    /**
     * Of some frames, those that have no human label yet. Until the transaction's end they get none: a label that is on its
     * way waits for it, and then takes back what was written of them.
     */
    public List<UUID> holdUnlabelled(List<UUID> frames) {
        return database.query(
                "select id from frame where id = any(?) and label_revision is null order by id for share",
                row -> Database.uuid(row, "id"),
                (Object) frames.toArray(UUID[]::new));
    }

    /** Of some frames, those that have a human label by now. */
    public List<UUID> labelledMeanwhile(List<UUID> frames) {
        return database.query(
                "select id from frame where id = any(?) and label_revision is not null",
                row -> Database.uuid(row, "id"),
                (Object) frames.toArray(UUID[]::new));
    }
}
