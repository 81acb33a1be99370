/** Decodes, checks, resizes, paints and encodes images with OpenCV. */
@NullMarked
package io.nerest.detector.image;

import org.jspecify.annotations.NullMarked;
