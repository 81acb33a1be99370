/** Positions of frames on a plane by their embeddings. */
@NullMarked
package io.nerest.selector.map;

import org.jspecify.annotations.NullMarked;
