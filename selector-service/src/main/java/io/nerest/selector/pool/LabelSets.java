package io.nerest.selector.pool;

import io.nerest.contracts.Snapshot.Origin;
import io.nerest.contracts.Snapshot.SnapshotFrame;
import io.nerest.selector.storage.BoxCodec;
import io.nerest.selector.storage.StoredJson;
import io.nerest.vision.box.IgnoreRegion;
import io.nerest.vision.box.LabelledBox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.query.MutationQuery;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/** Human labels and pseudo-labels, as data sets need them; always in the order of frame ids. */
@ApplicationScoped
@Transactional
public class LabelSets {
    private static final int LONGEST_RETRACTION = 1_000;

    private final Session session;

    public LabelSets(Session session) {
        this.session = session;
    }

    /** Returns every human label that the campaign learns from, without its validation set. */
    public List<SnapshotFrame> human(PoolFilter filter) {
        return filter
                .bind(humanLabels("from frame f join label l on l.frame_id = f.id where " + filter.labelled() + " and "
                        + PoolFilter.CONDITION))
                .getResultList()
                .stream()
                .map(LabelSets::humanFrame)
                .toList();
    }

    /** Returns the labels of the campaign's validation set, as they were when it was frozen. */
    public List<SnapshotFrame> validation(UUID campaignId) {
        return humanLabels("from validation_frame l join frame f on f.id = l.frame_id where l.campaign_id = :campaign")
                .setParameter("campaign", campaignId)
                .getResultList()
                .stream()
                .map(LabelSets::humanFrame)
                .toList();
    }

    private NativeQuery<Object[]> humanLabels(String source) {
        return FrameRows.types(session.createNativeQuery(
                        "select " + FrameRows.COLUMNS + ", l.author, l.revision, cast(l.boxes as text) as boxes "
                                + source + " order by f.id",
                        Object[].class))
                .addScalar("author", String.class)
                .addScalar("revision", Integer.class)
                .addScalar("boxes", String.class);
    }

    private static SnapshotFrame humanFrame(Object[] row) {
        return new SnapshotFrame(
                FrameRows.frameRef(row),
                Origin.HUMAN,
                (String) row[FrameRows.COUNT],
                (Integer) row[FrameRows.COUNT + 1],
                StoredJson.boxes((String) row[FrameRows.COUNT + 2]));
    }

    /**
     * Returns the campaign's pseudo-labels that no human label has replaced, the newest of each frame.
     *
     * @param fromRound earlier rounds are left out
     * @param toRound the last round
     */
    public List<SnapshotFrame> pseudo(UUID campaignId, int fromRound, int toRound) {
        return FrameRows.types(session.createNativeQuery(
                        "select distinct on (f.id) " + FrameRows.COLUMNS + ", b.model_id, b.boxes, b.ignored"
                                + " from batch_frame b join frame f on f.id = b.frame_id"
                                + " where b.campaign_id = :campaign and b.kind = 'PSEUDO_LABEL'"
                                + " and b.round between :from and :to"
                                + " and not b.retracted and f.label_revision is null order by f.id, b.round desc",
                        Object[].class))
                .addScalar("model_id", String.class)
                .addScalar("boxes", byte[].class)
                .addScalar("ignored", byte[].class)
                .setParameter("campaign", campaignId)
                .setParameter("from", fromRound)
                .setParameter("to", toRound)
                .getResultList()
                .stream()
                .map(LabelSets::pseudoFrame)
                .toList();
    }

    /** Returns how many pseudo-labels {@link #pseudo} would return. */
    public int countPseudo(UUID campaignId, int fromRound, int toRound) {
        return session.createNativeQuery(
                        "select count(distinct b.frame_id) from batch_frame b join frame f on f.id = b.frame_id"
                                + " where b.campaign_id = :campaign and b.kind = 'PSEUDO_LABEL'"
                                + " and b.round between :from and :to"
                                + " and not b.retracted and f.label_revision is null",
                        Long.class)
                .setParameter("campaign", campaignId)
                .setParameter("from", fromRound)
                .setParameter("to", toRound)
                .getSingleResult()
                .intValue();
    }

    /**
     * Returns the frames whose pseudo-labels human labels have replaced, in the order of their ids, at most 1,000: they are sent
     * in an event, whose length is limited.
     *
     * @param fromRound earlier rounds are left out
     * @param toRound the last round
     */
    public List<UUID> retracted(UUID campaignId, int fromRound, int toRound) {
        return session.createNativeQuery(
                        "select distinct frame_id from batch_frame where campaign_id = :campaign"
                                + " and kind = 'PSEUDO_LABEL' and round between :from and :to and retracted"
                                + " order by frame_id",
                        UUID.class)
                .setParameter("campaign", campaignId)
                .setParameter("from", fromRound)
                .setParameter("to", toRound)
                .setMaxResults(LONGEST_RETRACTION)
                .getResultList();
    }

    private static SnapshotFrame pseudoFrame(Object[] row) {
        return new SnapshotFrame(
                FrameRows.frameRef(row),
                Origin.PSEUDO,
                Objects.requireNonNullElse((String) row[FrameRows.COUNT], "unknown model"),
                0,
                BoxCodec.decode((byte[]) row[FrameRows.COUNT + 1]).stream()
                        .filter(box -> box.w() > 0 && box.h() > 0)
                        .map(box -> new LabelledBox(box.classId(), box.cx(), box.cy(), box.w(), box.h()))
                        .toList(),
                ignoreRegions((byte[]) row[FrameRows.COUNT + 2]));
    }

    /** Rows of versions before ignore regions have none. */
    private static List<IgnoreRegion> ignoreRegions(byte @Nullable [] encoded) {
        return encoded == null
                ? List.of()
                : BoxCodec.decode(encoded).stream()
                        .map(box -> new IgnoreRegion(box.cx(), box.cy(), box.w(), box.h()))
                        .toList();
    }

    /**
     * Freezes a campaign's validation set: all frames of some streams that have a human label now, with these labels.
     *
     * @return how many
     */
    public int freezeStreams(UUID campaignId, List<String> streams) {
        return freeze(campaignId, "f.stream_id = any(:streams)")
                .setParameter("streams", streams.toArray(String[]::new))
                .executeUpdate();
    }

    /**
     * Freezes a campaign's validation set: those of some frames that have a human label now.
     *
     * @return how many
     */
    public int freezeFrames(UUID campaignId, List<UUID> frames) {
        return freeze(campaignId, "f.id = any(:frames)")
                .setParameter("frames", frames.toArray(UUID[]::new))
                .executeUpdate();
    }

    private MutationQuery freeze(UUID campaignId, String condition) {
        return session.createNativeMutationQuery(
                        "insert into validation_frame (campaign_id, frame_id, revision, author, boxes)"
                                + " select :campaign, f.id, l.revision, l.author, l.boxes"
                                + " from frame f join label l on l.frame_id = f.id where f.label_revision is not null and "
                                + condition)
                .setParameter("campaign", campaignId);
    }

    /**
     * Freezes a campaign's validation set: the same frames, with the same labels, as another campaign's.
     *
     * @return how many
     */
    public int freezeLike(UUID campaignId, UUID other) {
        return session.createNativeMutationQuery(
                        "insert into validation_frame (campaign_id, frame_id, revision, author, boxes)"
                                + " select :campaign, frame_id, revision, author, boxes from validation_frame"
                                + " where campaign_id = :other")
                .setParameter("campaign", campaignId)
                .setParameter("other", other)
                .executeUpdate();
    }
}
