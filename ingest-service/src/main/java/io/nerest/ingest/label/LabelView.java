package io.nerest.ingest.label;

import io.nerest.vision.box.LabelledBox;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A frame's label in REST responses. */
public record LabelView(
        UUID id, UUID frameId, int revision, String author, List<LabelledBox> boxes, Instant labelledAt) {}
