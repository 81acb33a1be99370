package io.nerest.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nerest.vision.box.LabelledBox;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An annotator or an oracle has labelled a frame, or withdrawn its label. Key: frame id. The highest revision is valid; it
 * overrides any pseudo-label.
 *
 * @param frame the frame; complete, since a label can arrive before the frame's own event
 * @param boxes all objects in the frame; empty if there are none
 * @param author annotator or oracle
 * @param revision number of the frame's label, from 1
 * @param effort how the annotator made the label; absent if the tool does not record it, and in events of older writers
 * @param withdrawn whether the frame has no label any longer; there are no boxes then. Absent for a label
 */
public record FrameLabelled(
        UUID labelId,
        FrameRef frame,
        List<LabelledBox> boxes,
        String author,
        int revision,
        Instant labelledAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LabelEffort effort,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean withdrawn) {
    public FrameLabelled {
        Require.present(labelId, "labelId");
        Require.present(frame, "frame");
        boxes = Require.labels(boxes, "boxes");
        Require.text(author, "author");
        Require.atLeast(revision, 1, "revision");
        Require.time(labelledAt, "labelledAt");
        if (withdrawn != null && withdrawn && !boxes.isEmpty()) {
            throw new InvalidEventException("'boxes' must be empty, because 'withdrawn' means that there is no label");
        }
    }

    /** A label. */
    public FrameLabelled(
            UUID labelId,
            FrameRef frame,
            List<LabelledBox> boxes,
            String author,
            int revision,
            Instant labelledAt,
            @Nullable LabelEffort effort) {
        this(labelId, frame, boxes, author, revision, labelledAt, effort, null);
    }

    public boolean removesLabel() {
        return withdrawn != null && withdrawn;
    }

    /** A label whose effort is not recorded. */
    public FrameLabelled(
            UUID labelId, FrameRef frame, List<LabelledBox> boxes, String author, int revision, Instant labelledAt) {
        this(labelId, frame, boxes, author, revision, labelledAt, null);
    }
}
