package io.nerest.selector.pool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.contracts.Snapshot.Origin;
import io.nerest.contracts.Snapshot.SnapshotFrame;
import io.nerest.vision.box.IgnoreRegion;
import io.nerest.vision.box.LabelledBox;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Labels by people and by models, as data sets are made of them; always in the order of frame ids. */
@ApplicationScoped
public class LabelSets {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<LabelledBox>> BOXES = new TypeReference<>() {};

    private final Database database;

    public LabelSets(Database database) {
        this.database = database;
    }

    /** Every human label of the campaign's cameras, but for its validation set. */
    public List<SnapshotFrame> human(PoolFilter filter) {
        return database.query(
                "select " + Pool.FRAME_COLUMNS + ", l.author, l.revision, l.boxes"
                        + " from frame f join label l on l.frame_id = f.id"
                        + " where " + filter.labelled() + " and " + PoolFilter.CONDITION + " order by f.id",
                LabelSets::humanFrame,
                filter.arguments());
    }

    public List<SnapshotFrame> validation(UUID campaignId) {
        return database.query(
                "select " + Pool.FRAME_COLUMNS + ", l.author, l.revision, l.boxes"
                        + " from validation_frame v join frame f on f.id = v.frame_id join label l on l.frame_id = f.id"
                        + " where v.campaign_id = ? order by f.id",
                LabelSets::humanFrame,
                campaignId);
    }

    /**
     * Pseudo-labels that no person has taken back, the newest of each frame.
     *
     * @param fromRound rounds before it are left out
     * @param toRound the last round
     */
    public List<SnapshotFrame> pseudo(UUID campaignId, int fromRound, int toRound) {
        return database.query(
                "select distinct on (f.id) " + Pool.FRAME_COLUMNS + ", b.model_id, b.boxes, b.ignored"
                        + " from batch_frame b join frame f on f.id = b.frame_id"
                        + " where b.campaign_id = ? and b.kind = 'PSEUDO_LABEL' and b.round between ? and ?"
                        + " and not b.retracted and f.label_revision is null order by f.id, b.round desc",
                row -> new SnapshotFrame(
                        Pool.frameRef(row),
                        Origin.PSEUDO,
                        Optional.ofNullable(row.getString("model_id")).orElse("unknown model"),
                        0,
                        BoxCodec.decode(row.getBytes("boxes")).stream()
                                .filter(box -> box.w() > 0 && box.h() > 0)
                                .map(box -> new LabelledBox(box.classId(), box.cx(), box.cy(), box.w(), box.h()))
                                .toList(),
                        ignored(row.getBytes("ignored"))),
                campaignId,
                fromRound,
                toRound);
    }

    /**
     * Freezes a campaign's validation set: all frames of some cameras that have a human label by now.
     *
     * @return how many
     */
    public int freezeStreams(UUID campaignId, List<String> streams) {
        return database.update(
                "insert into validation_frame (campaign_id, frame_id) select ?::uuid, f.id from frame f"
                        + " where f.label_revision is not null and f.stream_id = any(?)",
                campaignId,
                streams.toArray(String[]::new));
    }

    /** Freezes a campaign's validation set: frames by id, as far as they have a human label. */
    public int freezeFrames(UUID campaignId, List<UUID> frames) {
        return database.update(
                "insert into validation_frame (campaign_id, frame_id) select ?::uuid, f.id from frame f"
                        + " where f.label_revision is not null and f.id = any(?)",
                campaignId,
                frames.toArray(UUID[]::new));
    }

    /** Freezes a campaign's validation set: the one of another campaign. */
    public int freezeLike(UUID campaignId, UUID other) {
        return database.update(
                "insert into validation_frame (campaign_id, frame_id)"
                        + " select ?::uuid, frame_id from validation_frame where campaign_id = ?",
                campaignId,
                other);
    }

    private static SnapshotFrame humanFrame(ResultSet row) throws SQLException {
        return new SnapshotFrame(
                Pool.frameRef(row),
                Origin.HUMAN,
                row.getString("author"),
                row.getInt("revision"),
                boxes(row.getString("boxes")));
    }

    /** Absent in rows that were written before there were regions to ignore. */
    private static List<IgnoreRegion> ignored(byte @Nullable [] encoded) {
        return encoded == null
                ? List.of()
                : BoxCodec.decode(encoded).stream()
                        .map(box -> new IgnoreRegion(box.cx(), box.cy(), box.w(), box.h()))
                        .toList();
    }

    private static List<LabelledBox> boxes(String json) {
        try {
            return JSON.readValue(json, BOXES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored label is not readable: " + e.getOriginalMessage(), e);
        }
    }
}
