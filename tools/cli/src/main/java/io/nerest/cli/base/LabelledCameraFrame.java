package io.nerest.cli.base;

import io.nerest.vision.box.LabelledBox;
import java.nio.file.Path;
import java.util.List;

/** A training image of which composite images may be made. */
record LabelledCameraFrame(Origin origin, Path image, List<LabelledBox> boxes) {
    LabelledCameraFrame {
        boxes = List.copyOf(boxes);
    }
}
