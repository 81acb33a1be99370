package io.nerest.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nerest.vision.box.IgnoreRegion;
import io.nerest.vision.box.LabelledBox;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A data set at one moment: the frames and labels that a model is trained and validated on. It is stored as JSON in the
 * object store; a training request refers to it with its SHA-256.
 *
 * @param classNames class names, indexed by class id
 * @param train training frames
 * @param validation validation frames, the same in all rounds of a campaign
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
        Require.time(takenAt, "takenAt");
    }

    /** Origin of a label. */
    public enum Origin {
        HUMAN,
        PSEUDO
    }

    /**
     * One frame with its labels.
     *
     * @param author annotator, or id of the model that made the pseudo-labels
     * @param revision revision of the human label; 0 for a pseudo-label
     * @param ignored regions that training ignores; omitted from the JSON if empty
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

        /** Creates a frame without ignore regions. */
        public SnapshotFrame(FrameRef frame, Origin origin, String author, int revision, List<LabelledBox> boxes) {
            this(frame, origin, author, revision, boxes, null);
        }

        @Override
        public List<IgnoreRegion> ignored() {
            return ignored == null ? List.of() : ignored;
        }
    }
}
