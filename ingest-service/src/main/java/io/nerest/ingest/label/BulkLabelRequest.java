package io.nerest.ingest.label;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.contracts.InvalidEventException;
import io.nerest.contracts.LabelEffort;
import io.nerest.ingest.json.RequiredField;
import io.nerest.vision.box.LabelledBox;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Labels for many frames.
 *
 * @param labels each in the form of {@link Label}; parsed one by one, so that an invalid label does not affect the others
 */
public record BulkLabelRequest(
        @JsonSetter(contentNulls = Nulls.SET) List<JsonNode> labels) {
    /** @throws io.nerest.contracts.InvalidEventException if the labels are missing */
    public BulkLabelRequest {
        RequiredField.check("labels", labels);
    }

    /**
     * One label.
     *
     * @param author the person or tool that labelled the frame
     * @param boxes every object in the frame; empty if it contains none
     * @param baseRevision the newest revision that the annotator saw, 0 if there was none; the label is refused if another was
     *     stored meanwhile. Absent: the label is stored in any case
     * @param effort how the annotator made the label; optional
     * @param tool name of the program that sends it; optional
     */
    public record Label(
            UUID frameId,
            String author,
            List<LabelledBox> boxes,
            @Nullable Integer baseRevision,
            @Nullable LabelEffort effort,
            @Nullable String tool) {
        /** @throws io.nerest.contracts.InvalidEventException if a field is missing */
        public Label {
            RequiredField.check("frameId", frameId);
            RequiredField.check("author", author);
            RequiredField.check("boxes", boxes);
            if (baseRevision != null && baseRevision < 0) {
                throw new InvalidEventException("'baseRevision' is " + baseRevision + ", but must be at least 0");
            }
        }

        NewLabel toLabel() {
            return new NewLabel(author, boxes, baseRevision, effort, tool);
        }
    }
}
