/** Set operations over frames, labels and scores, as SQL. */
@NullMarked
package io.nerest.selector.pool;

import org.jspecify.annotations.NullMarked;
