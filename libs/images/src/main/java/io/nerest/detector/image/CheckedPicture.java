package io.nerest.detector.image;

import io.nerest.vision.image.ImageHeader;

/**
 * What decoding found out about an undamaged image.
 *
 * @param hash of what it shows, as {@link PerceptualHash} computes it; the EXIF orientation is not applied
 */
public record CheckedPicture(ImageHeader header, long hash) {}
