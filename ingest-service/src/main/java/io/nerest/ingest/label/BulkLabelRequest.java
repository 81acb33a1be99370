package io.nerest.ingest.label;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.ingest.json.RequiredField;
import io.nerest.vision.box.LabelledBox;
import java.util.List;
import java.util.UUID;

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
     */
    public record Label(UUID frameId, String author, List<LabelledBox> boxes) {
        /** @throws io.nerest.contracts.InvalidEventException if a field is missing */
        public Label {
            RequiredField.check("frameId", frameId);
            RequiredField.check("author", author);
            RequiredField.check("boxes", boxes);
        }
    }
}
