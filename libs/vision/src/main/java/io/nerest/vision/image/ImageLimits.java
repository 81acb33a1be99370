package io.nerest.vision.image;

/**
 * What a picture may be at most, held against its header before a pixel is decoded.
 *
 * @param maxBytes longest file
 * @param maxPixels largest product of width and height; decoded it takes three bytes each
 * @param minSide shortest side in pixels, at least 1
 * @param maxSide longest side in pixels
 */
public record ImageLimits(long maxBytes, long maxPixels, int minSide, int maxSide) {

    /** 40 MB, 50 megapixels, sides of 2 to 30,000 pixels. */
    public static final ImageLimits DEFAULT = new ImageLimits(40_000_000, 50_000_000, 2, 30_000);

    public ImageLimits {
        if (maxBytes < 1 || maxPixels < 1 || minSide < 1 || maxSide < minSide) {
            throw new IllegalArgumentException(
                    "picture limits must be positive and the longest side at least the shortest: maxBytes=%d, maxPixels=%d, minSide=%d, maxSide=%d"
                            .formatted(maxBytes, maxPixels, minSide, maxSide));
        }
    }

    /**
     * Holds a file's length against the limits.
     *
     * @throws ImageRejectedException where the file is longer than allowed
     */
    public void checkLength(long bytes) throws ImageRejectedException {
        if (bytes > maxBytes) {
            throw new ImageRejectedException(
                    "the file has %,d bytes; at most %,d are taken".formatted(bytes, maxBytes));
        }
    }

    /**
     * Holds a picture's header against the limits.
     *
     * @throws ImageRejectedException where the picture is animated, too small, or too large
     */
    public void check(ImageHeader header) throws ImageRejectedException {
        if (header.animated()) {
            throw new ImageRejectedException(
                    "an animated %s holds many pictures; send each frame as a picture of its own"
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
            throw new ImageRejectedException("%dx%d pixels are too many; a picture has at most %,d"
                    .formatted(header.width(), header.height(), maxPixels));
        }
    }
}
