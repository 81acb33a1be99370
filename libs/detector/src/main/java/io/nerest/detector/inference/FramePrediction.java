package io.nerest.detector.inference;

import io.nerest.vision.box.Detection;
import java.util.List;

/**
 * The prediction for one image.
 *
 * @param detections in pixels of the original image, most confident first
 * @param embedding average of the backbone's last features; empty if the model has no such output
 */
@SuppressWarnings("ArrayRecordComponent")
public record FramePrediction(List<Detection> detections, float[] embedding) {
    public FramePrediction {
        detections = List.copyOf(detections);
    }
}
