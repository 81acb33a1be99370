package io.nerest.ingest.label;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nerest.vision.box.LabelledBox;
import java.util.List;

/**
 * A label for one frame.
 *
 * @param author the person or tool that labelled the frame
 * @param boxes every object in the frame; empty if it contains none
 */
public record LabelRequest(
        @JsonProperty(required = true) String author,
        @JsonProperty(required = true) List<LabelledBox> boxes) {}
