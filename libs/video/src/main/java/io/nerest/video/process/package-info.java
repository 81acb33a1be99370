/** Starts and watches decoder processes. */
@NullMarked
package io.nerest.video.process;

import org.jspecify.annotations.NullMarked;
