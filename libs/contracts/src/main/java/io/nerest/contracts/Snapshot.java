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
 * object store; a training request refers to it with its SHA-256. No clock is read for it, so the same frames, labels and
 * offsets of a round give the same bytes.
 *
 * @param classNames class names, indexed by class id
 * @param train training frames
 * @param validation validation frames, the same in all rounds of a campaign
 * @param takenAt the epoch; in snapshots of earlier versions, whose hash contains it, the time at which they were taken
 * @param offsets how far the topics were read: the data set contains what these events say, by topic and partition; omitted
 *     from the JSON if empty, as in snapshots of earlier versions
 */
public record Snapshot(
        UUID campaignId,
        int round,
        List<String> classNames,
        List<SnapshotFrame> train,
        List<SnapshotFrame> validation,
        Instant takenAt,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<TopicOffset> offsets) {
    public Snapshot {
        Require.present(campaignId, "campaignId");
        Require.atLeast(round, 0, "round");
        classNames = Require.list(classNames, "classNames");
        train = Require.list(train, "train");
        validation = Require.list(validation, "validation");
        Require.time(takenAt, "takenAt");
        offsets = offsets == null ? List.of() : Require.list(offsets, "offsets");
    }

    /** Creates the snapshot of a data set. Earlier versions require a time. */
    public Snapshot(
            UUID campaignId,
            int round,
            List<String> classNames,
            List<SnapshotFrame> train,
            List<SnapshotFrame> validation,
            List<TopicOffset> offsets) {
        this(campaignId, round, classNames, train, validation, Instant.EPOCH, offsets);
    }

    @Override
    public List<TopicOffset> offsets() {
        return offsets == null ? List.of() : offsets;
    }

    /** Returns the same data set with some of its frames. */
    public Snapshot withFrames(List<SnapshotFrame> someTrain, List<SnapshotFrame> someValidation) {
        return new Snapshot(campaignId, round, classNames, someTrain, someValidation, takenAt, offsets);
    }

    /**
     * How far a partition was read.
     *
     * @param next offset after that of the last event that was stored
     */
    public record TopicOffset(String topic, int partition, long next) {
        public TopicOffset {
            Require.text(topic, "offsets.topic");
            Require.atLeast(partition, 0, "offsets.partition");
            Require.atLeast(next, 0, "offsets.next");
        }
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
