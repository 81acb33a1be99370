/** Rotation, crop and mask of frames. */
@NullMarked
package io.nerest.video.geometry;

import org.jspecify.annotations.NullMarked;
