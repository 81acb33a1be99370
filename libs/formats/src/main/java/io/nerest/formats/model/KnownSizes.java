package io.nerest.formats.model;

import java.util.Optional;

/** Sizes of images that are not stored with their annotations. */
@FunctionalInterface
public interface KnownSizes {
    /** No sizes. */
    KnownSizes NONE = name -> Optional.empty();

    /**
     * Size of an image.
     *
     * @param width in pixels, after EXIF rotation
     * @param height in pixels
     */
    record Pixels(int width, int height) {}

    /** Returns the size of an image; empty if it is unknown. */
    Optional<Pixels> of(String imageName);
}
