/** Frames: validation, registration, uploads and queries. */
@NullMarked
package io.nerest.ingest.frame;

import org.jspecify.annotations.NullMarked;
