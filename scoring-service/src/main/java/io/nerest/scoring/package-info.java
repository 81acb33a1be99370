/** Frames get detections, confidences and embeddings. */
@NullMarked
package io.nerest.scoring;

import org.jspecify.annotations.NullMarked;
