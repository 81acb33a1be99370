package io.nerest.counting.track;

import io.nerest.vision.box.Box;

/**
 * A detection of a track.
 *
 * @param frame number of the frame in its stream
 * @param box in pixels
 * @param confidence 0 to 1
 */
public record TrackPoint(long frame, Box box, float confidence) {

    public double centreX() {
        return (box.x1() + (double) box.x2()) / 2;
    }

    public double centreY() {
        return (box.y1() + (double) box.y2()) / 2;
    }

    /** The side of a square of the box's area in pixels. */
    public double size() {
        return Math.sqrt((double) box.width() * box.height());
    }
}
