/** Cameras that upload over REST: keys by stream, and how much each stream may send. */
@NullMarked
package io.nerest.ingest.camera;

import org.jspecify.annotations.NullMarked;
