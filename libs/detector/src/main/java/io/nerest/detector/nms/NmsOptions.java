package io.nerest.detector.nms;

/**
 * Settings of non-maximum suppression.
 *
 * @param conf minimum score of a candidate (exclusive), 0 to 1
 * @param iou IoU with a better box of the same class above which a candidate is suppressed, 0 to 1
 * @param maxDet maximum number of detections per image, most confident first
 * @param multiLabel whether an anchor yields a detection for every class above {@code conf}, or only for its best class
 * @param maxCandidates maximum number of candidates, most confident first
 */
public record NmsOptions(double conf, double iou, int maxDet, boolean multiLabel, int maxCandidates) {
    /** The reference's maximum number of candidates. */
    public static final int MAX_CANDIDATES = 30_000;

    private static final int MOST = 1_000_000;

    public NmsOptions {
        requireShare("conf", conf);
        requireShare("iou", iou);
        requirePositive("max_det", maxDet);
        requirePositive("maxCandidates", maxCandidates);
    }

    /** Returns the defaults of prediction: conf .25, iou .7, 300 detections, one class per anchor. */
    public static NmsOptions forPrediction() {
        return new NmsOptions(.25, .7, 300, false, MAX_CANDIDATES);
    }

    /** Returns the defaults of validation: conf .001, iou .7, 300 detections, several classes per anchor. */
    public static NmsOptions forValidation() {
        return new NmsOptions(.001, .7, 300, true, MAX_CANDIDATES);
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + "=" + value + ": must be a number from 0 to 1");
        }
    }

    private static void requirePositive(String name, int value) {
        if (value <= 0 || value > MOST) {
            throw new IllegalArgumentException(name + "=" + value + ": must be a whole number from 1 to " + MOST);
        }
    }
}
