/** The pool's embeddings laid out on a plane. */
@NullMarked
package io.nerest.experiments.map;

import org.jspecify.annotations.NullMarked;
