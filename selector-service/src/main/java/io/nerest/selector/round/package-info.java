/** The states of a round and the transitions between them. Plain Java. */
@NullMarked
package io.nerest.selector.round;

import org.jspecify.annotations.NullMarked;
