/** Scanline rendering of a scene. */
@NullMarked
package io.nerest.simulator.paint;

import org.jspecify.annotations.NullMarked;
