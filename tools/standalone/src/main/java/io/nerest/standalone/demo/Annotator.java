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

/** Answers LABEL batches as a person would who sees what is there: with the known truth. */
final class Annotator {
    private final FrameUploader ingest;
    private final Truth truth;
    private final String name;
    private final Duration patience;
    private final Set<UUID> labelled = new HashSet<>();
    private final Map<UUID, Long> unknownSince = new HashMap<>();

    /**
     * @param patience how long a frame may be asked for before its sender knows the frame's id: the answer to an upload
     *     may come long after the frame was scored and chosen, as where ingest was killed in between
     */
    Annotator(FrameUploader ingest, Truth truth, String name, Duration patience) {
        this.ingest = ingest;
        this.truth = truth;
        this.name = name;
        this.patience = patience;
    }

    /**
     * Labels the frames of a batch that it has not labelled yet. What its senders do not know of yet it leaves for the
     * next call.
     *
     * @param frames as the selector lists them
     * @return how many it labelled
     * @throws IOException where a frame has stayed unknown for longer than its patience
     */
    int label(JsonNode frames) throws IOException, InterruptedException {
        Map<UUID, List<LabelledBox>> answers = new HashMap<>();
        for (JsonNode chosen : frames) {
            UUID frameId = UUID.fromString(chosen.at("/frame/frameId").asText());
            boolean asked = chosen.path("kind").asText().equals("LABEL")
                    && !chosen.path("labelled").asBoolean();
            if (asked && !labelled.contains(frameId)) {
                Optional<List<LabelledBox>> boxes = truth.of(frameId);
                if (boxes.isPresent()) {
                    answers.put(frameId, boxes.get());
                } else {
                    waitFor(frameId);
                }
            }
        }
        if (!answers.isEmpty()) {
            ingest.label(answers, name);
            labelled.addAll(answers.keySet());
        }
        return answers.size();
    }

    private void waitFor(UUID frameId) throws IOException {
        long now = System.nanoTime();
        if (now - unknownSince.computeIfAbsent(frameId, unused -> now) > patience.toNanos()) {
            throw new IOException("the selector has asked for labels of frame " + frameId + " for "
                    + patience.toSeconds() + " s, and nobody has sent it");
        }
    }

    int labelledInAll() {
        return labelled.size();
    }
}
