/** Scanline painting of a scene into pixels. */
@NullMarked
package io.nerest.simulator.paint;

import org.jspecify.annotations.NullMarked;
