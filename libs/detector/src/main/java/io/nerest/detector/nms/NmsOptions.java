package io.nerest.detector.nms;

/**
 * What non-maximum suppression keeps.
 *
 * @param conf candidates must score above this, 0 to 1
 * @param iou a candidate that overlaps a better one of its class by more than this is suppressed, 0 to 1
 * @param maxDet at most this many detections a picture, the surest first
 * @param multiLabel whether one anchor may give a detection of every class above {@code conf}, or only of its best class
 * @param maxCandidates at most this many candidates, the surest first, enter the suppression
 */
public record NmsOptions(double conf, double iou, int maxDet, boolean multiLabel, int maxCandidates) {
    /** The reference's bound on what enters the suppression. */
    public static final int MAX_CANDIDATES = 30_000;

    public NmsOptions {
        requireShare("conf", conf);
        requireShare("iou", iou);
        requirePositive("max_det", maxDet);
        requirePositive("maxCandidates", maxCandidates);
    }

    /** As pictures are predicted: conf .25, iou .7, 300 detections, one class an anchor. */
    public static NmsOptions forPrediction() {
        return new NmsOptions(.25, .7, 300, false, MAX_CANDIDATES);
    }

    /** As models are validated: conf .001, iou .7, 300 detections, several classes an anchor. */
    public static NmsOptions forValidation() {
        return new NmsOptions(.001, .7, 300, true, MAX_CANDIDATES);
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must lie in [0, 1], but is " + value);
        }
    }

    private static void requirePositive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
        }
    }
}
