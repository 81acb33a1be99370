/** The decoder process: reads one camera or video, and writes the sampled frames to a spool folder. */
@NullMarked
package io.nerest.video.decoder;

import org.jspecify.annotations.NullMarked;
