package io.nerest.standalone.demo;

import io.nerest.vision.box.LabelledBox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What is really in each frame that was sent: by frame id where the sender was told it, else by the object's key. */
final class Truth {
    private final Ledger ledger;
    private final Map<UUID, List<LabelledBox>> byFrame = new HashMap<>();
    private final Map<String, List<LabelledBox>> byKey = new HashMap<>();

    Truth(Ledger ledger) {
        this.ledger = ledger;
    }

    synchronized void add(Upload upload, List<LabelledBox> boxes) {
        if (upload instanceof Upload.Accepted accepted) {
            byFrame.putIfAbsent(accepted.frameId(), boxes);
        } else if (upload instanceof Upload.InBucket put) {
            byKey.put(put.key(), boxes);
        }
    }

    synchronized Optional<List<LabelledBox>> of(UUID frameId) {
        List<LabelledBox> boxes = byFrame.get(frameId);
        return boxes != null
                ? Optional.of(boxes)
                : ledger.objectKey(frameId).flatMap(key -> Optional.ofNullable(byKey.get(key)));
    }
}
