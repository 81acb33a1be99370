/** What the selector knows of frames, labels, scores and models, in its own tables. */
@NullMarked
package io.nerest.selector.pool;

import org.jspecify.annotations.NullMarked;
