package io.nerest.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.contracts.LabelledBox;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Answers LABEL batches as a person would who sees what is there: with the known truth. */
final class Annotator {
    private final FrameUploader ingest;
    private final Truth truth;
    private final String name;
    private final Set<UUID> labelled = new HashSet<>();

    Annotator(FrameUploader ingest, Truth truth, String name) {
        this.ingest = ingest;
        this.truth = truth;
        this.name = name;
    }

    /**
     * Labels the frames of a batch that it has not labelled yet.
     *
     * @param frames as the selector lists them
     * @return how many it labelled
     */
    int label(JsonNode frames) throws IOException, InterruptedException {
        Map<UUID, List<LabelledBox>> answers = new HashMap<>();
        for (JsonNode chosen : frames) {
            UUID frameId = UUID.fromString(chosen.at("/frame/frameId").asText());
            boolean asked = chosen.path("kind").asText().equals("LABEL")
                    && !chosen.path("labelled").asBoolean();
            if (asked && !labelled.contains(frameId)) {
                answers.put(
                        frameId,
                        truth.of(frameId)
                                .orElseThrow(() -> new IOException("the selector asks for labels of frame " + frameId
                                        + ", which was never sent")));
            }
        }
        if (!answers.isEmpty()) {
            ingest.label(answers, name);
            labelled.addAll(answers.keySet());
        }
        return answers.size();
    }

    int labelledInAll() {
        return labelled.size();
    }
}
