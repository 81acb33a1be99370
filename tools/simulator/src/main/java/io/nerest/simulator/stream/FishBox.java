package io.nerest.simulator.stream;

/**
 * The visible part of a fish, as YOLO has it: centre and size as shares of the picture.
 *
 * @param cx centre, 0 to 1 of the picture's width
 * @param cy centre, 0 to 1 of the picture's height
 * @param width above 0, at most 1 of the picture's width
 * @param height above 0, at most 1 of the picture's height
 */
public record FishBox(double cx, double cy, double width, double height) {

    /** The box around pixels from (left, top) up to, but not including, (right, bottom). */
    public static FishBox around(
            double left, double top, double right, double bottom, int pictureWidth, int pictureHeight) {
        return new FishBox(
                (left + right) / 2 / pictureWidth,
                (top + bottom) / 2 / pictureHeight,
                (right - left) / pictureWidth,
                (bottom - top) / pictureHeight);
    }

    public double left() {
        return cx - width / 2;
    }

    public double right() {
        return cx + width / 2;
    }

    public double top() {
        return cy - height / 2;
    }

    public double bottom() {
        return cy + height / 2;
    }
}
