/** Mutated events for every topic, sent to a running service. */
@NullMarked
package io.nerest.testing.fuzz;

import org.jspecify.annotations.NullMarked;
