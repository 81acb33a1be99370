/** Objects of the bucket that were processed, and counts of their outcomes. */
@NullMarked
package io.nerest.ingest.object;

import org.jspecify.annotations.NullMarked;
