/** A corpus of hostile and broken inputs, each with its expected answer. */
@NullMarked
package io.nerest.cameras.hostile;

import org.jspecify.annotations.NullMarked;
