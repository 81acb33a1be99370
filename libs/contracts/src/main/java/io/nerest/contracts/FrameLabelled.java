package io.nerest.contracts;

import io.nerest.vision.box.LabelledBox;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A person (or an oracle) has labelled a frame. Key: frame id. The highest revision holds; it outranks any pseudo-label.
 *
 * @param frame the frame, so that a label may arrive before the frame's own event
 * @param boxes every object in the frame; empty where there is none
 * @param author who labelled it
 * @param revision 1 for a frame's first label, then counting up
 */
public record FrameLabelled(
        UUID labelId, FrameRef frame, List<LabelledBox> boxes, String author, int revision, Instant labelledAt) {
    public FrameLabelled {
        Require.present(labelId, "labelId");
        Require.present(frame, "frame");
        boxes = Require.labels(boxes, "boxes");
        Require.text(author, "author");
        Require.atLeast(revision, 1, "revision");
        Require.present(labelledAt, "labelledAt");
    }
}
