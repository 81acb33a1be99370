/** Boxes, labels and detections, in pixels and as fractions of the image. */
@NullMarked
package io.nerest.vision.box;

import org.jspecify.annotations.NullMarked;
