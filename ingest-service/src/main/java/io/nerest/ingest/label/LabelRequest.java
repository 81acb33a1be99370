package io.nerest.ingest.label;

import io.nerest.contracts.InvalidEventException;
import io.nerest.contracts.LabelEffort;
import io.nerest.ingest.json.RequiredField;
import io.nerest.vision.box.LabelledBox;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A label for one frame.
 *
 * @param author the person or tool that labelled the frame
 * @param boxes every object in the frame; empty if it contains none
 * @param baseRevision the newest revision that the annotator saw, 0 if there was none; the label is refused with 409 if another
 *     was stored meanwhile. Absent: the label is stored in any case
 * @param effort how the annotator made the label; optional
 * @param tool name of the program that sends it, such as {@code console}; optional
 */
@Schema(example = """
                {"author": "olga", "boxes": [{"classId": 0, "cx": 0.41, "cy": 0.6, "w": 0.12, "h": 0.08}],
                 "baseRevision": 0, "tool": "console", "effort": {"origin": "CORRECTED", "activeMillis": 4200,
                 "blind": false, "modelId": "base"}}""")
public record LabelRequest(
        String author,
        List<LabelledBox> boxes,
        @Nullable Integer baseRevision,
        @Nullable LabelEffort effort,
        @Nullable String tool) {
    /** @throws InvalidEventException if a field is missing or invalid */
    public LabelRequest {
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
