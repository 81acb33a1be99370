package io.nerest.ingest.label;

import io.nerest.contracts.LabelEffort;
import io.nerest.vision.box.LabelledBox;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A label that is to be stored.
 *
 * @param baseRevision the revision that the annotator saw, 0 for none; absent to store the label whatever is stored
 * @param effort how the annotator made the label; absent if the tool does not record it
 * @param tool name of the program that sent it; absent if it does not state its name
 */
public record NewLabel(
        String author,
        List<LabelledBox> boxes,
        @Nullable Integer baseRevision,
        @Nullable LabelEffort effort,
        @Nullable String tool) {
    public NewLabel {
        boxes = List.copyOf(boxes);
    }

    /** A label that overrides whatever is stored. */
    public NewLabel(String author, List<LabelledBox> boxes) {
        this(author, boxes, null, null, null);
    }
}
