/** Random numbers that are identical on every machine. */
@NullMarked
package io.nerest.simulator.random;

import org.jspecify.annotations.NullMarked;
