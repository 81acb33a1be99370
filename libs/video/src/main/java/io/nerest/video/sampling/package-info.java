/** Rules that decide which frames of a video are taken. */
@NullMarked
package io.nerest.video.sampling;

import org.jspecify.annotations.NullMarked;
