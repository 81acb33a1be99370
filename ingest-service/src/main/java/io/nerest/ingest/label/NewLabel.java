package io.nerest.ingest.label;

import io.nerest.contracts.LabelEffort;
import io.nerest.vision.box.LabelledBox;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A label that is to be stored.
 *
 * @param baseRevision the revision that the annotator saw, 0 for none; absent to store the label whatever is stored
 * @param effort how the annotator made the label; absent if the tool does not record it
 * @param tool name of the program that sent it; absent if it does not state its name
 * @param importId the import that it belongs to; absent for other labels
 */
public record NewLabel(
        String author,
        List<LabelledBox> boxes,
        @Nullable Integer baseRevision,
        @Nullable LabelEffort effort,
        @Nullable String tool,
        @Nullable UUID importId) {
    public NewLabel {
        boxes = List.copyOf(boxes);
    }

    /** A label of no import. */
    public NewLabel(
            String author,
            List<LabelledBox> boxes,
            @Nullable Integer baseRevision,
            @Nullable LabelEffort effort,
            @Nullable String tool) {
        this(author, boxes, baseRevision, effort, tool, null);
    }

    /** A label that overrides whatever is stored. */
    public NewLabel(String author, List<LabelledBox> boxes) {
        this(author, boxes, null, null, null);
    }
}
