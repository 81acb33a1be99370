package io.nerest.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A simulated annotator: labels the frames of LABEL batches with their true boxes. */
final class Annotator {
    private final FrameUploader ingest;
    private final KnownBoxes truth;
    private final String author;
    private final Duration arrivalLimit;
    private final Set<UUID> labelled = new HashSet<>();
    private final Map<UUID, Long> unknownSince = new HashMap<>();

    /**
     * @param arrivalLimit how long a requested frame may be unknown. The response to an upload can arrive after the frame
     *     was scored and selected, for example after a restart of ingest.
     */
    Annotator(FrameUploader ingest, KnownBoxes truth, String author, Duration arrivalLimit) {
        this.ingest = ingest;
        this.truth = truth;
        this.author = author;
        this.arrivalLimit = arrivalLimit;
    }

    /**
     * Labels the frames of a batch that are not labelled yet. Skips frames whose upload has not returned; a later call
     * labels them.
     *
     * @param frames frames of the batch in the selector's JSON
     * @return number of frames labelled by this call
     * @throws IOException if a frame stays unknown for longer than the limit
     */
    int label(JsonNode frames) throws IOException, InterruptedException {
        Map<UUID, List<LabelledBox>> labels = new HashMap<>();
        for (JsonNode selected : frames) {
            UUID frameId = UUID.fromString(selected.at("/frame/frameId").asText());
            boolean requested = selected.path("kind").asText().equals("LABEL")
                    && !selected.path("labelled").asBoolean();
            if (requested && !labelled.contains(frameId)) {
                Optional<List<LabelledBox>> boxes = truth.of(frameId);
                if (boxes.isPresent()) {
                    labels.put(frameId, boxes.get());
                } else {
                    requireWithinLimit(frameId);
                }
            }
        }
        if (!labels.isEmpty()) {
            ingest.label(labels, author);
            labelled.addAll(labels.keySet());
        }
        return labels.size();
    }

    private void requireWithinLimit(UUID frameId) throws IOException {
        long now = System.nanoTime();
        if (now - unknownSince.computeIfAbsent(frameId, unused -> now) > arrivalLimit.toNanos()) {
            throw new IOException("the selector requests a label of frame " + frameId + ", but no upload has returned"
                    + " this frame id for " + arrivalLimit.toSeconds() + " s");
        }
    }

    int labelledCount() {
        return labelled.size();
    }
}
