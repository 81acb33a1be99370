package io.nerest.vision.image;

/**
 * Largest and smallest accepted image. Checked against the header before pixels are decoded.
 *
 * @param maxBytes longest file
 * @param maxPixels largest product of width and height; a decoded pixel takes three bytes
 * @param minSide shortest side in pixels, at least 1
 * @param maxSide longest side in pixels
 */
public record ImageLimits(long maxBytes, long maxPixels, int minSide, int maxSide) {

    /** 40 MB, 50 megapixels, sides of 2 to 30,000 pixels. */
    public static final ImageLimits DEFAULT = new ImageLimits(40_000_000, 50_000_000, 2, 30_000);

    public ImageLimits {
        if (maxBytes < 1 || maxPixels < 1 || minSide < 1 || maxSide < minSide) {
            throw new IllegalArgumentException(
                    "image limits must be positive, and maxSide at least minSide: maxBytes=%d, maxPixels=%d, minSide=%d, maxSide=%d"
                            .formatted(maxBytes, maxPixels, minSide, maxSide));
        }
    }

    /**
     * Checks the length of a file.
     *
     * @throws ImageRejectedException if the file is longer than allowed
     */
    public void checkLength(long bytes) throws ImageRejectedException {
        if (bytes > maxBytes) {
            throw new ImageRejectedException(
                    "the file has %,d bytes; at most %,d are accepted".formatted(bytes, maxBytes));
        }
    }

    /**
     * Checks the size of an image.
     *
     * @throws ImageRejectedException if the image is animated, too small, or too large
     */
    public void check(ImageHeader header) throws ImageRejectedException {
        if (header.animated()) {
            throw new ImageRejectedException("an animated %s holds several images; send each frame as a separate image"
                    .formatted(header.format()));
        }
        if (Math.min(header.width(), header.height()) < minSide) {
            throw new ImageRejectedException("%dx%d pixels are too few; each side needs at least %d"
                    .formatted(header.width(), header.height(), minSide));
        }
        if (Math.max(header.width(), header.height()) > maxSide) {
            throw new ImageRejectedException("%dx%d pixels are too many; a side has at most %,d"
                    .formatted(header.width(), header.height(), maxSide));
        }
        if ((long) header.width() * header.height() > maxPixels) {
            throw new ImageRejectedException("%dx%d pixels are too many; an image has at most %,d"
                    .formatted(header.width(), header.height(), maxPixels));
        }
    }
}
