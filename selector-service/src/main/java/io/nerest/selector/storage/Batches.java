package io.nerest.selector.storage;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.FrameRef;
import io.nerest.vision.box.ScoredBox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The batches that rounds selected. */
@ApplicationScoped
@Transactional
public class Batches {

    /** How many rows are in the persistence context at a time: a batch may have a million. */
    private static final int CHUNK = 1_000;

    private final BatchFrameRepository rows;
    private final PoolFrameRepository frames;
    private final Session session;

    Batches(BatchFrameRepository rows, PoolFrameRepository frames, Session session) {
        this.rows = rows;
        this.frames = frames;
        this.session = session;
    }

    /** Stores a batch for annotators. */
    public void addForAnnotators(UUID campaignId, int round, List<BatchEntry> entries) {
        add(entries.stream()
                .map(entry -> new BatchFrameEntity(
                        new BatchFrameId(campaignId, round, BatchKind.LABEL, entry.frameId()), entry))
                .toList());
    }

    /** Stores a batch of pseudo-labels. */
    public void addPseudoLabels(UUID campaignId, int round, String modelId, List<BatchEntry> entries) {
        List<BatchFrameEntity> added = new ArrayList<>();
        for (BatchEntry entry : entries) {
            BatchFrameEntity row = new BatchFrameEntity(
                    new BatchFrameId(campaignId, round, BatchKind.PSEUDO_LABEL, entry.frameId()), entry);
            row.boxes = BoxCodec.encode(entry.boxes());
            row.ignored = BoxCodec.encode(entry.ignored());
            row.modelId = modelId;
            added.add(row);
        }
        add(added);
    }

    private void add(List<BatchFrameEntity> added) {
        for (int from = 0; from < added.size(); from += CHUNK) {
            List<BatchFrameEntity> chunk = added.subList(from, Math.min(added.size(), from + CHUNK));
            rows.persist(chunk);
            session.flush();
            chunk.forEach(session::detach);
        }
    }

    /** Returns a round's batch: frames for annotators, then pseudo-labels, each by rank. */
    public List<StoredBatchFrame> of(UUID campaignId, int round) {
        return session.createSelectionQuery("""
                        select batch, frame, label.labelledAt from BatchFrameEntity batch
                        join PoolFrameEntity frame on frame.id = batch.id.frameId
                        left join HumanLabelEntity label on label.frameId = batch.id.frameId
                        where batch.id.campaignId = :campaign and batch.id.round = :round
                        order by batch.id.kind, batch.rank
                        """, Object[].class)
                .setParameter("campaign", campaignId)
                .setParameter("round", round)
                .setReadOnly(true)
                .getResultStream()
                .map(row -> stored((BatchFrameEntity) row[0], (PoolFrameEntity) row[1], (Instant) row[2]))
                .toList();
    }

    private static StoredBatchFrame stored(BatchFrameEntity row, PoolFrameEntity frame, @Nullable Instant labelledAt) {
        return new StoredBatchFrame(
                frame.toFrameRef(),
                row.id.kind(),
                row.rank,
                row.score,
                row.reason,
                StoredJson.numbers(row.parts),
                boxes(row.boxes),
                boxes(row.ignored),
                frame.labelRevision,
                labelledAt,
                row.retracted);
    }

    private static List<ScoredBox> boxes(byte @Nullable [] encoded) {
        return encoded == null ? List.of() : BoxCodec.decode(encoded);
    }

    /**
     * Returns pseudo-labels of a campaign's newest round with any, in the random order of their frames: the first ones are a
     * random draw without replacement.
     *
     * @param campaignId restricts the draw to one campaign; null for all
     */
    public List<DrawnPseudoLabel> drawPseudoLabels(@Nullable UUID campaignId, int limit) {
        return session.createSelectionQuery("""
                        select batch, frame from BatchFrameEntity batch
                        join PoolFrameEntity frame on frame.id = batch.id.frameId
                        where batch.id.kind = :kind and not batch.retracted
                        and (:campaign is null or batch.id.campaignId = :campaign)
                        and batch.id.round = (select max(other.id.round) from BatchFrameEntity other
                            where other.id.campaignId = batch.id.campaignId and other.id.kind = :kind)
                        order by frame.randomKey, batch.id.campaignId
                        """, Object[].class)
                .setParameter("kind", BatchKind.PSEUDO_LABEL)
                .setParameter("campaign", campaignId, UUID.class)
                .setMaxResults(limit)
                .setReadOnly(true)
                .getResultStream()
                .map(row -> drawn((BatchFrameEntity) row[0], (PoolFrameEntity) row[1]))
                .toList();
    }

    private static DrawnPseudoLabel drawn(BatchFrameEntity row, PoolFrameEntity frame) {
        return new DrawnPseudoLabel(
                row.id.campaignId(), row.id.round(), frame.toFrameRef(), row.modelId, boxes(row.boxes));
    }

    /** Returns the images of some frames, by frame id. */
    public Map<UUID, FrameRef> frames(List<UUID> ids) {
        Map<UUID, FrameRef> found = new HashMap<>();
        for (int from = 0; from < ids.size(); from += CHUNK) {
            frames.list("id in ?1", ids.subList(from, Math.min(ids.size(), from + CHUNK)))
                    .forEach(frame -> found.put(frame.id, frame.toFrameRef()));
        }
        return found;
    }

    /** Returns the stored traces of some frames: headers {@code traceparent}. Most frames have none. */
    public List<String> traces(List<UUID> ids) {
        List<String> found = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += CHUNK) {
            found.addAll(session.createNativeQuery(
                            "select trace_parent from frame where id in (:ids) and trace_parent is not null",
                            String.class)
                    .setParameterList("ids", ids.subList(from, Math.min(ids.size(), from + CHUNK)))
                    .getResultList());
        }
        return found;
    }

    /** Returns when annotators gave the last label of a batch; empty if none of its frames has a label. */
    public Optional<Instant> lastLabel(UUID campaignId, int round) {
        return Optional.ofNullable(session.createNativeQuery("""
                        select max(l.labelled_at) from batch_frame b join label l on l.frame_id = b.frame_id
                        where b.campaign_id = :campaign and b.round = :round and b.kind = 'LABEL'
                        """, Instant.class)
                .setParameter("campaign", campaignId)
                .setParameter("round", round)
                .getSingleResultOrNull());
    }

    /** Returns how many frames of a batch no annotator has labelled yet; frames without a readable image do not count. */
    public int unlabelled(UUID campaignId, int round) {
        return session.createNativeQuery("""
                        select count(*) from batch_frame b join frame f on f.id = b.frame_id
                        where b.campaign_id = :campaign and b.round = :round and b.kind = 'LABEL'
                        and f.label_revision is null and f.unscorable is null
                        """, Integer.class)
                .setParameter("campaign", campaignId)
                .setParameter("round", round)
                .getSingleResult();
    }

    /**
     * Returns those of some frames that have no human label yet, and locks them until the transaction ends: a label that
     * arrives meanwhile waits, and then retracts the pseudo-labels that this transaction wrote.
     */
    public List<UUID> lockUnlabelled(List<UUID> ids) {
        return session.createNativeQuery(
                        "select id from frame where id = any(:frames) and label_revision is null order by id for share",
                        UUID.class)
                .setParameter("frames", ids.toArray(UUID[]::new))
                .getResultList();
    }

    /** Returns those of some frames that have a human label. */
    public List<UUID> labelled(List<UUID> ids) {
        return session.createNativeQuery(
                        "select id from frame where id = any(:frames) and label_revision is not null", UUID.class)
                .setParameter("frames", ids.toArray(UUID[]::new))
                .getResultList();
    }
}
