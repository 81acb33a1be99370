package io.nerest.counting.stream;

import io.nerest.counting.passage.Passage;
import io.nerest.counting.track.TrackedBox;
import java.util.List;

/**
 * What one frame added.
 *
 * @param boxes detections that belong to tracks
 * @param newFish tracks that are fish from this frame on
 * @param passages of fish that are certain from this frame on, which may have taken place in earlier frames
 */
public record CountedFrame(List<TrackedBox> boxes, List<Integer> newFish, List<Passage> passages) {

    public CountedFrame {
        boxes = List.copyOf(boxes);
        newFish = List.copyOf(newFish);
        passages = List.copyOf(passages);
    }
}
