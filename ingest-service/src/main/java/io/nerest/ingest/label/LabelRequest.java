package io.nerest.ingest.label;

import io.nerest.vision.box.LabelledBox;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A label as it comes in.
 *
 * @param author who labelled
 * @param boxes every object in the frame; an empty list says that there is none
 */
public record LabelRequest(
        @Nullable String author, @Nullable List<LabelledBox> boxes) {
    String requiredAuthor() throws InvalidLabelException {
        if (author == null) {
            throw new InvalidLabelException(422, "'author' is missing");
        }
        return author;
    }

    List<LabelledBox> requiredBoxes() throws InvalidLabelException {
        if (boxes == null) {
            throw new InvalidLabelException(422, "'boxes' is missing; an empty list says that nothing is in the frame");
        }
        return boxes;
    }
}
