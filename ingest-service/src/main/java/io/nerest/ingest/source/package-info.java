/** Cameras, video files and watched folders that this service reads itself. */
@NullMarked
package io.nerest.ingest.source;

import org.jspecify.annotations.NullMarked;
