/** Detects objects on images: letterbox, network, suppression, boxes in pixels of the image. */
@NullMarked
package io.nerest.detector.inference;

import org.jspecify.annotations.NullMarked;
