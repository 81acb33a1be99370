package io.nerest.counting.track;

import io.nerest.vision.box.Box;

/** The motion of one box: centre and size with constant velocities. Noise is in proportion to the box's size. */
final class BoxMotion {
    /** Standard deviation of a detected edge, as a part of the box's size (SORT and ByteTrack use the same). */
    private static final double POSITION = 1.0 / 20;
    /** A fish may swim its own length within a frame of a slow camera, so its first velocity is known badly. */
    private static final double FIRST_VELOCITY = 0.5;

    private static final double VELOCITY = 1.0 / 16;
    private static final double SIZE_VELOCITY = 1.0 / 80;
    private static final double SMALLEST = 1;

    private final CoordinateFilter x;
    private final CoordinateFilter y;
    private final CoordinateFilter width;
    private final CoordinateFilter height;
    private double size;

    BoxMotion(Box box) {
        size = size(box);
        x = new CoordinateFilter(centreX(box), 2 * POSITION * size, FIRST_VELOCITY * size);
        y = new CoordinateFilter(centreY(box), 2 * POSITION * size, FIRST_VELOCITY * size);
        width = new CoordinateFilter(box.width(), 2 * POSITION * size, SIZE_VELOCITY * size);
        height = new CoordinateFilter(box.height(), 2 * POSITION * size, SIZE_VELOCITY * size);
    }

    void predict(long frames) {
        double steps = (double) frames;
        x.predict(steps, POSITION * size, VELOCITY * size);
        y.predict(steps, POSITION * size, VELOCITY * size);
        width.predict(steps, POSITION * size, SIZE_VELOCITY * size);
        height.predict(steps, POSITION * size, SIZE_VELOCITY * size);
    }

    void correct(Box box) {
        size = size(box);
        double deviation = POSITION * size;
        x.correct(centreX(box), deviation);
        y.correct(centreY(box), deviation);
        width.correct(box.width(), deviation);
        height.correct(box.height(), deviation);
    }

    Box box() {
        double halfWidth = Math.max(SMALLEST, width.position()) / 2;
        double halfHeight = Math.max(SMALLEST, height.position()) / 2;
        return new Box(
                (float) (x.position() - halfWidth),
                (float) (y.position() - halfHeight),
                (float) (x.position() + halfWidth),
                (float) (y.position() + halfHeight));
    }

    private static double size(Box box) {
        return Math.max(SMALLEST, Math.sqrt((double) box.width() * box.height()));
    }

    private static double centreX(Box box) {
        return (box.x1() + (double) box.x2()) / 2;
    }

    private static double centreY(Box box) {
        return (box.y1() + (double) box.y2()) / 2;
    }
}
