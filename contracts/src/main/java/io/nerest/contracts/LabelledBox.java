package io.nerest.contracts;

/**
 * One object in a picture, in YOLO's terms.
 *
 * @param classId index into the class names, from 0
 * @param cx centre as a share of the width, 0 to 1
 * @param cy centre as a share of the height, 0 to 1
 * @param w width as a share of the width, above 0, to 1
 * @param h height as a share of the height, above 0, to 1
 */
public record LabelledBox(int classId, double cx, double cy, double w, double h) {
    public LabelledBox {
        Require.atLeast(classId, 0, "classId");
        Require.share(cx, "cx");
        Require.share(cy, "cy");
        Require.share(w, "w");
        Require.share(h, "h");
        if (w == 0 || h == 0) {
            throw new InvalidEventException("a box has no area: w is " + w + ", h is " + h);
        }
    }
}
