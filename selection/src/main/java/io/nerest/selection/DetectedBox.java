package io.nerest.selection;

/**
 * One detection on a frame; centre and size as shares of the picture.
 *
 * @param classId from 0
 * @param confidence 0 to 1
 */
public record DetectedBox(int classId, double confidence, double cx, double cy, double w, double h) {

    public DetectedBox {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new InvalidSelectionException(
                    "a box of class " + classId + " has confidence " + confidence + ", which must lie in [0, 1]");
        }
        if (!Double.isFinite(cx + cy + w + h)) {
            throw new InvalidSelectionException("a box of class " + classId + " lies at " + cx + ", " + cy + " and is "
                    + w + " by " + h + ", which are no finite numbers");
        }
        if (classId < 0) {
            throw new InvalidSelectionException("a box has class " + classId + ", but classes count from 0");
        }
    }

    /** Intersection over union, 0 to 1. */
    public double iou(DetectedBox other) {
        double width = Math.min(cx + w / 2, other.cx + other.w / 2) - Math.max(cx - w / 2, other.cx - other.w / 2);
        double height = Math.min(cy + h / 2, other.cy + other.h / 2) - Math.max(cy - h / 2, other.cy - other.h / 2);
        if (!(width > 0 && height > 0)) {
            return 0;
        }
        double intersection = width * height;
        return intersection / (w * h + other.w * other.h - intersection);
    }
}
