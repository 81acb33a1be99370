package io.nerest.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nerest.vision.box.IgnoreRegion;
import io.nerest.vision.box.LabelledBox;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
     * @param ignored regions that training is told nothing of; left out where there are none
     */
    public record SnapshotFrame(
            FrameRef frame,
            Origin origin,
            String author,
            int revision,
            List<LabelledBox> boxes,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<IgnoreRegion> ignored) {
        public SnapshotFrame {
            Require.present(frame, "frame");
            Require.present(origin, "origin");
            Require.text(author, "author");
            Require.atLeast(revision, 0, "revision");
            boxes = Require.labels(boxes, "boxes");
            ignored = ignored == null ? List.of() : Require.regions(ignored, "ignored");
        }

        /** A frame all of which is known. */
        public SnapshotFrame(FrameRef frame, Origin origin, String author, int revision, List<LabelledBox> boxes) {
            this(frame, origin, author, revision, boxes, null);
        }

        @Override
        public List<IgnoreRegion> ignored() {
            return ignored == null ? List.of() : ignored;
        }
    }
}
