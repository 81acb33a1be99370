package io.nerest.counting.track;

/**
 * How detections become tracks.
 *
 * @param lowConfidence detections below are ignored, in [0, highConfidence]
 * @param highConfidence detections from here on are matched first and begin tracks; those between the two only continue
 *     tracks, in (0, 1]
 * @param leastOverlap least intersection over union of a track's predicted box and its detection, both enlarged, in (0, 1)
 * @param enlargement by which part of its size a box is enlarged to each side before the overlap is computed, in [0, 2]
 * @param mostMissing frames without a detection after which a track ends, at least 1
 * @param mostTentative the same, for a track of fewer than {@code confirming} detections
 * @param confirming detections after which a track is matched before new ones, at least 1
 */
public record TrackerSettings(
        double lowConfidence,
        double highConfidence,
        double leastOverlap,
        double enlargement,
        int mostMissing,
        int mostTentative,
        int confirming) {

    /** For a camera of ten frames a second: a track ends two seconds after its last detection. */
    public static final TrackerSettings DEFAULT = new TrackerSettings(0.1, 0.25, 0.2, 0.5, 20, 5, 3);

    /** @throws IllegalArgumentException if a setting is out of range */
    public TrackerSettings {
        require(highConfidence > 0 && highConfidence <= 1, "highConfidence", highConfidence, "in (0, 1]");
        require(
                lowConfidence >= 0 && lowConfidence <= highConfidence,
                "lowConfidence",
                lowConfidence,
                "in [0, highConfidence]");
        require(leastOverlap > 0 && leastOverlap < 1, "leastOverlap", leastOverlap, "in (0, 1)");
        require(enlargement >= 0 && enlargement <= 2, "enlargement", enlargement, "in [0, 2]");
        require(mostMissing >= 1, "mostMissing", mostMissing, "at least 1");
        require(mostTentative >= 1, "mostTentative", mostTentative, "at least 1");
        require(confirming >= 1, "confirming", confirming, "at least 1");
    }

    public TrackerSettings withConfidence(double low, double high) {
        return new TrackerSettings(low, high, leastOverlap, enlargement, mostMissing, mostTentative, confirming);
    }

    /**
     * The settings for another frame rate: times stay the same, numbers of frames change.
     *
     * @param rate frames per second, above 0
     */
    public TrackerSettings atRate(double rate) {
        if (!(rate > 0 && rate < 100_000)) {
            throw new IllegalArgumentException("a frame rate of " + rate + " per second; it must be above 0");
        }
        int missing = (int) Math.max(2, Math.round(rate * 2));
        int tentative = (int) Math.max(1, Math.round(rate / 2));
        return new TrackerSettings(
                lowConfidence, highConfidence, leastOverlap, enlargement, missing, tentative, confirming);
    }

    private static void require(boolean holds, String name, double value, String range) {
        if (!holds) {
            throw new IllegalArgumentException("tracker setting " + name + " is " + value + ", but must be " + range);
        }
    }
}
