/** Retention: raw frames without fish expire; all others are kept. */
@NullMarked
package io.nerest.ingest.retention;

import org.jspecify.annotations.NullMarked;
