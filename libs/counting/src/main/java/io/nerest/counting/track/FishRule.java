package io.nerest.counting.track;

import java.util.List;

/**
 * Which tracks are counted as fish. Weed that waves in the current, debris that lies still, and detections that flicker give
 * short, unsure or motionless tracks.
 *
 * @param leastDetections of a fish, at least 1
 * @param leastConfidence mean of the {@code leastDetections} highest confidences, in [0, 1]
 * @param leastTravel diagonal of the box around all places of its centre, in its own sizes (square root of the median
 *     area), at least 0. Centres are averaged over three detections, so that a trembling box does not travel
 */
public record FishRule(int leastDetections, double leastConfidence, double leastTravel) {

    public static final FishRule DEFAULT = new FishRule(5, 0.35, 0.5);

    /** @throws IllegalArgumentException if a number is out of range */
    public FishRule {
        if (leastDetections < 1) {
            throw new IllegalArgumentException("a fish needs at least 1 detection, not " + leastDetections);
        }
        if (!(leastConfidence >= 0 && leastConfidence <= 1)) {
            throw new IllegalArgumentException("the least confidence is " + leastConfidence + "; it must be in [0, 1]");
        }
        if (!(leastTravel >= 0)) {
            throw new IllegalArgumentException("the least travel is " + leastTravel + "; it must be at least 0");
        }
    }

    /** Whether a track is counted. */
    public boolean holds(Track track) {
        return track.points().size() >= leastDetections
                && confidence(track) >= leastConfidence
                && travel(track) >= leastTravel;
    }

    /** The mean of the {@code leastDetections} highest confidences. */
    public double confidence(Track track) {
        return track.points().stream()
                .mapToDouble(TrackPoint::confidence)
                .map(confidence -> -confidence)
                .sorted()
                .limit(leastDetections)
                .average()
                .stream()
                .map(mean -> -mean)
                .findFirst()
                .orElse(0);
    }

    /** The diagonal of the box around all places of a track's centre, in the track's own sizes. */
    public static double travel(Track track) {
        List<TrackPoint> points = track.points();
        int places = Math.max(1, points.size() - 2);
        int width = points.size() - places + 1;
        double[] x = new double[places];
        double[] y = new double[places];
        for (int i = 0; i < places; i++) {
            for (TrackPoint point : points.subList(i, i + width)) {
                x[i] += point.centreX() / width;
                y[i] += point.centreY() / width;
            }
        }
        double extent = Math.hypot(range(x), range(y));
        double[] sizes = points.stream().mapToDouble(TrackPoint::size).sorted().toArray();
        return extent / Math.max(1, sizes[sizes.length / 2]);
    }

    private static double range(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return most - least;
    }
}
