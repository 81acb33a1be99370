/** Non-maximum suppression of overlapping boxes. */
@NullMarked
package io.nerest.detector.nms;

import org.jspecify.annotations.NullMarked;
