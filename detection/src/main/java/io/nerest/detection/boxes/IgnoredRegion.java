package io.nerest.detection.boxes;

/**
 * A part of a picture that is neither object nor background: something may be there, and training is not to be told that
 * nothing is.
 *
 * @param cx centre, 0 to 1 of the picture's width
 * @param cy centre, 0 to 1 of the picture's height
 * @param w width, 0 to 1 of the picture's width
 * @param h height, 0 to 1 of the picture's height
 */
public record IgnoredRegion(float cx, float cy, float w, float h) {

    /** The same region in pixels of a picture of the given size. */
    public Box toPixels(float width, float height) {
        return new Box((cx - w / 2) * width, (cy - h / 2) * height, (cx + w / 2) * width, (cy + h / 2) * height);
    }
}
