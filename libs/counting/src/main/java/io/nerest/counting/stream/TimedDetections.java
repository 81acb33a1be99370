package io.nerest.counting.stream;

import io.nerest.vision.box.Detection;
import java.time.Instant;
import java.util.List;

/**
 * The detections of one frame.
 *
 * @param capturedAt when the camera captured it
 * @param detections in pixels
 */
public record TimedDetections(Instant capturedAt, List<Detection> detections) {

    public TimedDetections {
        detections = List.copyOf(detections);
    }
}
