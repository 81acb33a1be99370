/** Passages of tracks across a line. */
@NullMarked
package io.nerest.counting.passage;

import org.jspecify.annotations.NullMarked;
