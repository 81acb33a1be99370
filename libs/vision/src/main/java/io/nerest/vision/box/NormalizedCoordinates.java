package io.nerest.vision.box;

/** What boxes with centre and size as fractions of the image share. */
final class NormalizedCoordinates {
    private NormalizedCoordinates() {}

    static void check(int classId, double cx, double cy, double w, double h) {
        if (classId < 0) {
            throw new IllegalArgumentException("class " + classId + " of a box is negative: classes count from 0");
        }
        if (!Double.isFinite(cx + cy + w + h)) {
            throw new IllegalArgumentException(
                    "a box of class %d has coordinates that are not finite: cx=%s, cy=%s, w=%s, h=%s"
                            .formatted(classId, cx, cy, w, h));
        }
    }

    /** In single precision, as the reference computes it. */
    static Box toPixels(double cx, double cy, double w, double h, float width, float height) {
        float x = (float) cx;
        float y = (float) cy;
        float halfWidth = (float) w / 2;
        float halfHeight = (float) h / 2;
        return new Box(
                (x - halfWidth) * width, (y - halfHeight) * height, (x + halfWidth) * width, (y + halfHeight) * height);
    }
}
