package io.nerest.contracts;

import io.nerest.vision.box.ScoredBox;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Detections of a model in a frame. Key: frame id. There is one event for each frame and model; it can be delivered more
 * than once.
 *
 * @param boxes detections by descending confidence; empty if there are none
 * @param embedding pooled backbone features, of equal length for all frames of a model
 * @param pod scoring pod
 * @param latencyMillis time from the arrival of the request or frame in the pod to this event, in milliseconds
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
        Require.time(scoredAt, "scoredAt");
    }
}
