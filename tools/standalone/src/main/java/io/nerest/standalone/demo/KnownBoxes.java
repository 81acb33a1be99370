package io.nerest.standalone.demo;

import io.nerest.vision.box.LabelledBox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The true boxes of each frame that was sent, by frame id if the upload returned one, otherwise by content. */
final class KnownBoxes {
    private final ObservedEvents events;
    private final Map<UUID, List<LabelledBox>> byFrame = new HashMap<>();
    private final Map<String, List<LabelledBox>> byContent = new HashMap<>();

    KnownBoxes(ObservedEvents events) {
        this.events = events;
    }

    /** Stores the boxes of an uploaded image; ignores a rejected one. */
    synchronized void add(Upload upload, List<LabelledBox> boxes) {
        upload.match(
                accepted -> byFrame.putIfAbsent(accepted.frameId(), boxes),
                rejected -> Optional.empty(),
                inBucket -> byContent.put(inBucket.content(), boxes));
    }

    /** Returns the boxes of a frame; empty if the frame is not known yet. */
    synchronized Optional<List<LabelledBox>> of(UUID frameId) {
        List<LabelledBox> boxes = byFrame.get(frameId);
        return boxes != null
                ? Optional.of(boxes)
                : events.content(frameId).flatMap(content -> Optional.ofNullable(byContent.get(content)));
    }
}
