package io.nerest.detector.image;

import io.nerest.vision.image.ImageHeader;

/**
 * The header of an undamaged image, and a perceptual hash of its content.
 *
 * @param hash 64 bits, as {@link PerceptualHash} computes them; the EXIF orientation is not applied
 */
public record HashedImageHeader(ImageHeader header, long hash) {}
