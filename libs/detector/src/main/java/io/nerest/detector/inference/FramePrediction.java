package io.nerest.detector.inference;

import io.nerest.vision.box.Detection;
import java.util.List;

/**
 * What the detector finds in one picture.
 *
 * @param detections in pixels of the original picture, the surest first
 * @param embedding the picture as a vector: the average of the backbone's last features; empty where the model gives none
 */
@SuppressWarnings("ArrayRecordComponent")
public record FramePrediction(List<Detection> detections, float[] embedding) {
    public FramePrediction {
        detections = List.copyOf(detections);
    }
}
