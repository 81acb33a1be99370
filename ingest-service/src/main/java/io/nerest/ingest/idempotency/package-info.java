/** Requests that may be repeated: the header {@code Idempotency-Key}. */
@NullMarked
package io.nerest.ingest.idempotency;

import org.jspecify.annotations.NullMarked;
