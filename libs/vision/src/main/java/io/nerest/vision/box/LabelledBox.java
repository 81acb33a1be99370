package io.nerest.vision.box;

/**
 * A labelled object in YOLO's terms: class, centre and size as fractions of the image.
 *
 * @param classId index into the class names, from 0
 * @param cx centre, 0 to 1 of the image's width
 * @param cy centre, 0 to 1 of the image's height
 * @param w width, 0 to 1 of the image's width
 * @param h height, 0 to 1 of the image's height
 */
public record LabelledBox(int classId, double cx, double cy, double w, double h) {

    /** @throws IllegalArgumentException if the class is negative or a number is not finite */
    public LabelledBox {
        NormalizedCoordinates.check(classId, cx, cy, w, h);
    }

    /** The box around pixels from (left, top) up to, but not including, (right, bottom). */
    public static LabelledBox around(
            int classId, double left, double top, double right, double bottom, int imageWidth, int imageHeight) {
        return new LabelledBox(
                classId,
                (left + right) / 2 / imageWidth,
                (top + bottom) / 2 / imageHeight,
                (right - left) / imageWidth,
                (bottom - top) / imageHeight);
    }

    /** The same box in pixels of an image of the given size. */
    public Box toPixels(float width, float height) {
        return NormalizedCoordinates.toPixels(cx, cy, w, h, width, height);
    }

    public double left() {
        return cx - w / 2;
    }

    public double right() {
        return cx + w / 2;
    }

    public double top() {
        return cy - h / 2;
    }

    public double bottom() {
        return cy + h / 2;
    }
}
