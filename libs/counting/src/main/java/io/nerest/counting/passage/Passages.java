package io.nerest.counting.passage;

import io.nerest.counting.track.Track;
import io.nerest.counting.track.TrackPoint;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds passages. A fish has passed when its centre, seen on one side of the line before, is on the other side by at least
 * {@value #MARGIN} of its size; so a fish that rests on the line gives no passages. A path around an end of the line is no
 * passage. Between two detections a fish swims straight.
 */
public final class Passages {
    private static final double MARGIN = 0.1;

    private Passages() {}

    /** Returns a track's passages in the order of frames. */
    public static List<Passage> of(Track track, CountingLine line) {
        List<Passage> passages = new ArrayList<>();
        double side = 0;
        double crossedAt = Double.NaN;
        TrackPoint previous = track.first();
        for (TrackPoint point : track.points()) {
            double before = line.distance(previous.centreX(), previous.centreY());
            double distance = line.distance(point.centreX(), point.centreY());
            if (before * distance < 0 || (before == 0 && distance != 0)) {
                double share = before / (before - distance);
                double x = previous.centreX() + share * (point.centreX() - previous.centreX());
                double y = previous.centreY() + share * (point.centreY() - previous.centreY());
                crossedAt = line.along(x, y);
            }
            if (Math.abs(distance) >= MARGIN * point.size() && distance != 0) {
                double now = Math.signum(distance);
                if (side != 0 && now != side && crossedAt >= 0 && crossedAt <= 1) {
                    passages.add(new Passage(track.id(), point.frame(), now > 0 ? Direction.IN : Direction.OUT));
                }
                side = now;
            }
            previous = point;
        }
        return passages;
    }
}
