package io.nerest.vision.box;

/**
 * A detection with centre and size as fractions of the image.
 *
 * @param classId index into the model's class names, from 0
 * @param confidence 0 to 1
 * @param cx centre, 0 to 1 of the image's width
 * @param cy centre, 0 to 1 of the image's height
 * @param w width, 0 to 1 of the image's width
 * @param h height, 0 to 1 of the image's height
 */
public record ScoredBox(int classId, double confidence, double cx, double cy, double w, double h) {

    /** @throws IllegalArgumentException if the confidence is out of range, the class negative, or a number not finite */
    public ScoredBox {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException(
                    "a box of class " + classId + " has confidence " + confidence + ", which must lie in [0, 1]");
        }
        NormalizedCoordinates.check(classId, cx, cy, w, h);
    }

    /** Intersection over union, 0 to 1; 0 if the boxes do not overlap. */
    public double iou(ScoredBox other) {
        double width = Math.min(cx + w / 2, other.cx + other.w / 2) - Math.max(cx - w / 2, other.cx - other.w / 2);
        double height = Math.min(cy + h / 2, other.cy + other.h / 2) - Math.max(cy - h / 2, other.cy - other.h / 2);
        if (!(width > 0 && height > 0)) {
            return 0;
        }
        double intersection = width * height;
        return intersection / (w * h + other.w * other.h - intersection);
    }

    /** The box without its confidence. */
    public LabelledBox toLabel() {
        return new LabelledBox(classId, cx, cy, w, h);
    }

    /** The box as a region without a class. */
    public IgnoreRegion toIgnoreRegion() {
        return new IgnoreRegion(cx, cy, w, h);
    }
}
