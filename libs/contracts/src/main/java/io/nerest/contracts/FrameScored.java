package io.nerest.contracts;

import io.nerest.vision.box.ScoredBox;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A model's detections on one frame. Key: frame id. One event for each (frame, model): it may be delivered twice, never
 * computed twice.
 *
 * @param boxes by falling confidence; empty where the model sees nothing
 * @param embedding pooled backbone features, the same length for all frames of a model
 * @param pod which scoring pod did it
 * @param latencyMillis from the record's arrival in the pod to this event
 */
public record FrameScored(
        UUID frameId,
        String streamId,
        String modelId,
        List<ScoredBox> boxes,
        Embedding embedding,
        String pod,
        double latencyMillis,
        Instant scoredAt) {
    public FrameScored {
        Require.present(frameId, "frameId");
        Require.text(streamId, "streamId");
        Require.text(modelId, "modelId");
        boxes = Require.detections(boxes, "boxes");
        Require.present(embedding, "embedding");
        Require.text(pod, "pod");
        Require.present(scoredAt, "scoredAt");
    }
}
