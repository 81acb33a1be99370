/** Random numbers that are the same on every machine. */
@NullMarked
package io.nerest.simulator.random;

import org.jspecify.annotations.NullMarked;
