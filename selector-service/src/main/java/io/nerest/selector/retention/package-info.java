/** Removal of the rows of frames that ingest has let expire. */
@NullMarked
package io.nerest.selector.retention;

import org.jspecify.annotations.NullMarked;
