package io.nerest.ingest.annotation;

import io.nerest.ingest.frame.CheckedImage;
import io.nerest.vision.box.LabelledBox;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A label of an imported file, checked, with its frame.
 *
 * @param added the image, if it is no frame yet
 */
record ImportedLabel(UUID frameId, List<LabelledBox> boxes, Optional<AddedImage> added) {

    /**
     * An image of the file that becomes a frame.
     *
     * @param capturedAt when it was captured
     */
    record AddedImage(CheckedImage image, Instant capturedAt) {}
}
