package io.nerest.cli.base;

import io.nerest.vision.box.LabelledBox;
import java.util.List;

/**
 * A composite image.
 *
 * @param origins the images that it was made of, the background first
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Composite(byte[] jpeg, List<LabelledBox> boxes, List<Origin> origins) {
    Composite {
        boxes = List.copyOf(boxes);
        origins = List.copyOf(origins);
    }
}
