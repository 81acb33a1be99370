/** A camera's stream: any frame of it, with its truth. */
@NullMarked
package io.nerest.simulator.stream;

import org.jspecify.annotations.NullMarked;
