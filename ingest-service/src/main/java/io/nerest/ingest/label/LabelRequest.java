package io.nerest.ingest.label;

import io.nerest.ingest.json.RequiredField;
import io.nerest.vision.box.LabelledBox;
import java.util.List;

/**
 * A label for one frame.
 *
 * @param author the person or tool that labelled the frame
 * @param boxes every object in the frame; empty if it contains none
 */
public record LabelRequest(String author, List<LabelledBox> boxes) {
    /** @throws io.nerest.contracts.InvalidEventException if a field is missing */
    public LabelRequest {
        RequiredField.check("author", author);
        RequiredField.check("boxes", boxes);
    }
}
