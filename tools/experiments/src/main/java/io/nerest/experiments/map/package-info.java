/** Projections of the pool's embeddings to a plane. */
@NullMarked
package io.nerest.experiments.map;

import org.jspecify.annotations.NullMarked;
