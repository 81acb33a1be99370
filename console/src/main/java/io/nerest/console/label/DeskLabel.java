package io.nerest.console.label;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.contracts.InvalidEventException;
import io.nerest.contracts.LabelEffort;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A label that an annotator made. The author is the user of the session.
 *
 * @param boxes every object in the frame, each with classId, cx, cy, w and h; empty if it contains none
 * @param baseRevision the newest revision that the annotator saw, 0 if there was none
 * @param effort how the annotator made the label
 */
public record DeskLabel(
        List<JsonNode> boxes,
        @Nullable Integer baseRevision,
        @Nullable LabelEffort effort) {
    /** @throws InvalidEventException if the boxes are missing */
    public DeskLabel {
        if (boxes == null) {
            throw new InvalidEventException("'boxes' is missing");
        }
        boxes = List.copyOf(boxes);
    }
}
