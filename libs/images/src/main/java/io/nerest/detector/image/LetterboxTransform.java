package io.nerest.detector.image;

import io.nerest.vision.box.Box;

/**
 * The mapping of an image to its letterbox: scaled, then moved by the padding.
 *
 * @param scale letterbox pixels per original pixel
 * @param padX columns of padding at the left
 * @param padY rows of padding at the top
 * @param width of the original image in pixels
 * @param height of the original image in pixels
 */
public record LetterboxTransform(float scale, float padX, float padY, int width, int height) {

    /** Converts a box of the letterbox to pixels of the original image, clipped at its borders. */
    public Box toOriginal(Box box) {
        return new Box(
                clamp((box.x1() - padX) / scale, width),
                clamp((box.y1() - padY) / scale, height),
                clamp((box.x2() - padX) / scale, width),
                clamp((box.y2() - padY) / scale, height));
    }

    /** Converts a box of the original image to pixels of the letterbox. */
    public Box toLetterbox(Box box) {
        return new Box(
                box.x1() * scale + padX, box.y1() * scale + padY, box.x2() * scale + padX, box.y2() * scale + padY);
    }

    private static float clamp(float value, float most) {
        return Math.max(0, Math.min(value, most));
    }
}
