package io.nerest.contracts;

import io.nerest.vision.box.LabelledBox;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An annotator or an oracle has labelled a frame. Key: frame id. The highest revision is valid; it overrides any
 * pseudo-label.
 *
 * @param frame the frame; complete, since a label can arrive before the frame's own event
 * @param boxes all objects in the frame; empty if there are none
 * @param author annotator or oracle
 * @param revision number of the frame's label, from 1
 */
public record FrameLabelled(
        UUID labelId, FrameRef frame, List<LabelledBox> boxes, String author, int revision, Instant labelledAt) {
    public FrameLabelled {
        Require.present(labelId, "labelId");
        Require.present(frame, "frame");
        boxes = Require.labels(boxes, "boxes");
        Require.text(author, "author");
        Require.atLeast(revision, 1, "revision");
        Require.time(labelledAt, "labelledAt");
    }
}
