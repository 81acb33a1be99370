/** Streams: one per camera. */
@NullMarked
package io.nerest.ingest.stream;

import org.jspecify.annotations.NullMarked;
