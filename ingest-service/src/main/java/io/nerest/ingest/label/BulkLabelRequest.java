package io.nerest.ingest.label;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.vision.box.LabelledBox;
import java.util.List;
import java.util.UUID;

/**
 * Labels for many frames.
 *
 * @param labels each in the form of {@link Label}; parsed one by one, so that an invalid label does not affect the others
 */
public record BulkLabelRequest(@JsonProperty(required = true) List<JsonNode> labels) {
    /**
     * One label.
     *
     * @param author the person or tool that labelled the frame
     * @param boxes every object in the frame; empty if it contains none
     */
    public record Label(
            @JsonProperty(required = true) UUID frameId,
            @JsonProperty(required = true) String author,
            @JsonProperty(required = true) List<LabelledBox> boxes) {}
}
