/** The frames of a rendered stream, with their boxes. */
@NullMarked
package io.nerest.simulator.stream;

import org.jspecify.annotations.NullMarked;
