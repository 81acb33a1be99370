package io.nerest.counting.passage;

import io.nerest.counting.track.TrackPoint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the passages of one track, point by point. A fish has passed when its centre, seen on one side of the line before,
 * is on the other side by at least {@value #MARGIN} of its size; so a fish that rests on the line gives no passages. A path
 * around an end of the line is no passage. Between two detections a fish swims straight.
 */
public final class PassageDetector {
    private static final double MARGIN = 0.1;

    private final int trackId;
    private final CountingLine line;
    private double side;
    private double crossedAt = Double.NaN;
    private @Nullable TrackPoint previous;

    public PassageDetector(int trackId, CountingLine line) {
        this.trackId = trackId;
        this.line = line;
    }

    /** Adds the track's next point; returns the passage that it completes. */
    public Optional<Passage> add(TrackPoint point) {
        double distance = line.distance(point.centreX(), point.centreY());
        if (previous != null) {
            double before = line.distance(previous.centreX(), previous.centreY());
            if (before * distance < 0 || (before == 0 && distance != 0)) {
                double share = before / (before - distance);
                double x = previous.centreX() + share * (point.centreX() - previous.centreX());
                double y = previous.centreY() + share * (point.centreY() - previous.centreY());
                crossedAt = line.along(x, y);
            }
        }
        previous = point;
        if (distance == 0 || Math.abs(distance) < MARGIN * point.size()) {
            return Optional.empty();
        }
        double now = Math.signum(distance);
        boolean passed = side != 0 && now != side && crossedAt >= 0 && crossedAt <= 1;
        side = now;
        return passed
                ? Optional.of(new Passage(trackId, point.frame(), now > 0 ? Direction.IN : Direction.OUT))
                : Optional.empty();
    }
}
