package io.nerest.counting.track;

import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import java.util.ArrayList;
import java.util.List;

/** A track that may continue. */
final class OpenTrack {
    private final int id;
    private final BoxMotion motion;
    private final List<TrackPoint> points = new ArrayList<>();
    private long frame;

    OpenTrack(int id, long frame, Detection detection) {
        this.id = id;
        this.motion = new BoxMotion(detection.box());
        this.frame = frame;
        points.add(new TrackPoint(frame, detection.box(), detection.confidence()));
    }

    int id() {
        return id;
    }

    /** Predicts the box at a later frame. */
    void predict(long to) {
        motion.predict(to - frame);
        frame = to;
    }

    /** Adds the detection in the frame that was predicted last. */
    void add(Detection detection) {
        motion.correct(detection.box());
        points.add(new TrackPoint(frame, detection.box(), detection.confidence()));
    }

    /** The box predicted last. */
    Box box() {
        return motion.box();
    }

    int detections() {
        return points.size();
    }

    long lastFrame() {
        return points.get(points.size() - 1).frame();
    }

    Track close() {
        return new Track(id, points);
    }
}
