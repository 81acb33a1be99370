package io.nerest.vision.box;

/**
 * A part of an image that is neither object nor background: a model detects something there with low confidence, and no
 * annotator has labelled it. Training computes no loss in it.
 *
 * @param cx centre, 0 to 1 of the image's width
 * @param cy centre, 0 to 1 of the image's height
 * @param w width, 0 to 1 of the image's width
 * @param h height, 0 to 1 of the image's height
 */
public record IgnoreRegion(double cx, double cy, double w, double h) {

    /** @throws IllegalArgumentException if a number is not finite */
    public IgnoreRegion {
        NormalizedCoordinates.check(0, cx, cy, w, h);
    }

    /** The same region in pixels of an image of the given size. */
    public Box toPixels(float width, float height) {
        return NormalizedCoordinates.toPixels(cx, cy, w, h, width, height);
    }
}
