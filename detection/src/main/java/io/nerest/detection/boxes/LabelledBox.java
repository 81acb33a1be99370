package io.nerest.detection.boxes;

/**
 * A labelled object in YOLO's terms: class, centre and size as shares of the picture.
 *
 * @param classId index into the data set's class names, from 0
 * @param cx centre, 0 to 1 of the picture's width
 * @param cy centre, 0 to 1 of the picture's height
 * @param w width, 0 to 1 of the picture's width
 * @param h height, 0 to 1 of the picture's height
 */
public record LabelledBox(int classId, float cx, float cy, float w, float h) {

    /** The same box in pixels of a picture of the given size. */
    public Box toPixels(float width, float height) {
        return new Box((cx - w / 2) * width, (cy - h / 2) * height, (cx + w / 2) * width, (cy + h / 2) * height);
    }
}
