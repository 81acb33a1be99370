package io.nerest.simulator.dataset;

import io.nerest.simulator.stream.FishBox;

/**
 * One line of a YOLO label file.
 *
 * @param classId index into the data set's names, from 0
 * @param box where the object is
 */
public record Label(int classId, FishBox box) {

    /** The line in a label file: class, centre, size, with six decimals. */
    public String line() {
        return String.format(
                java.util.Locale.ROOT,
                "%d %.6f %.6f %.6f %.6f",
                classId,
                box.cx(),
                box.cy(),
                box.width(),
                box.height());
    }
}
