/** Uploads of large files in parts, by the protocol tus 1.0.0, which any pod continues. */
@NullMarked
package io.nerest.ingest.resumable;

import org.jspecify.annotations.NullMarked;
