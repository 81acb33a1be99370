package io.nerest.contracts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A data set at one moment: what a model is trained on and measured against. It is stored as JSON beside the frames; a
 * training request names it by its SHA-256.
 *
 * @param classNames names by class id
 * @param train frames to learn from
 * @param validation the campaign's unchanging validation set
 */
public record Snapshot(
        UUID campaignId,
        int round,
        List<String> classNames,
        List<SnapshotFrame> train,
        List<SnapshotFrame> validation,
        Instant takenAt) {
    public Snapshot {
        Require.present(campaignId, "campaignId");
        Require.atLeast(round, 0, "round");
        classNames = Require.list(classNames, "classNames");
        train = Require.list(train, "train");
        validation = Require.list(validation, "validation");
        Require.present(takenAt, "takenAt");
    }

    /** Who says so. */
    public enum Origin {
        HUMAN,
        PSEUDO
    }

    /**
     * One frame with its labels.
     *
     * @param author who labelled it, or the model whose boxes these are
     * @param revision of the human label; 0 for a pseudo-label
     */
    public record SnapshotFrame(FrameRef frame, Origin origin, String author, int revision, List<LabelledBox> boxes) {
        public SnapshotFrame {
            Require.present(frame, "frame");
            Require.present(origin, "origin");
            Require.text(author, "author");
            Require.atLeast(revision, 0, "revision");
            boxes = Require.list(boxes, "boxes");
        }
    }
}
