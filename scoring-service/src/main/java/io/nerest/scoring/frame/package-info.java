/** Scoring of frames: fetching images, inference, storage of scores. */
@NullMarked
package io.nerest.scoring.frame;

import org.jspecify.annotations.NullMarked;
