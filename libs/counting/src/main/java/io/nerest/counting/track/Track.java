package io.nerest.counting.track;

import java.util.List;

/**
 * The detections of one object in the order of frames.
 *
 * @param id unique within a stream, from 1
 * @param points at least one, of rising frame numbers; frames without a detection are left out
 */
public record Track(int id, List<TrackPoint> points) {

    /** @throws IllegalArgumentException if there is no point, or if frame numbers do not rise */
    public Track {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("track " + id + " has no points");
        }
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).frame() <= points.get(i - 1).frame()) {
                throw new IllegalArgumentException("track " + id + " has frame "
                        + points.get(i).frame() + " after frame "
                        + points.get(i - 1).frame());
            }
        }
    }

    public TrackPoint first() {
        return points.get(0);
    }

    public TrackPoint last() {
        return points.get(points.size() - 1);
    }
}
