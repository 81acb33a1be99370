package io.nerest.counting.passage;

/**
 * A line in a camera's image, in pixels; y points down. Its left is that of an observer at (x1, y1) who faces (x2, y2): the
 * line from the top to the bottom of an image has the right part of the image on its left.
 */
public record CountingLine(double x1, double y1, double x2, double y2) {

    /** @throws IllegalArgumentException if a number is not finite, or if both ends are the same point */
    public CountingLine {
        if (!Double.isFinite(x1) || !Double.isFinite(y1) || !Double.isFinite(x2) || !Double.isFinite(y2)) {
            throw new IllegalArgumentException("the ends of a line must be numbers");
        }
        if (Math.hypot(x2 - x1, y2 - y1) < 1e-9) {
            throw new IllegalArgumentException("both ends of the line are the point " + x1 + "," + y1);
        }
    }

    /** The distance of a point in pixels: above 0 to the right of the line, below 0 to its left. */
    double distance(double x, double y) {
        return ((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)) / Math.hypot(x2 - x1, y2 - y1);
    }

    /** Where a point lies along the line: 0 at its first end, 1 at its second. */
    double along(double x, double y) {
        double dx = x2 - x1;
        double dy = y2 - y1;
        return (dx * (x - x1) + dy * (y - y1)) / (dx * dx + dy * dy);
    }
}
