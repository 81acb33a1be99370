package io.nerest.formats.model;

/**
 * Most that an import accepts, so that a hostile file cannot exhaust memory.
 *
 * @param images of a data set
 * @param boxes of a data set
 * @param boxesPerImage of one image
 * @param fileBytes of one annotation file
 */
public record FormatLimits(int images, int boxes, int boxesPerImage, long fileBytes) {

    /** A million images, two million boxes, 10,000 boxes an image, files of 2 GB. */
    public static final FormatLimits DEFAULT = new FormatLimits(1_000_000, 2_000_000, 10_000, 2_000_000_000);

    public FormatLimits {
        if (images < 1 || boxes < 1 || boxesPerImage < 1 || fileBytes < 1) {
            throw new IllegalArgumentException("limits of an import must be positive");
        }
    }
}
