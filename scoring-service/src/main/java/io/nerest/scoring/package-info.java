/** Scores frames: detections, confidences and embeddings per frame and model. */
@NullMarked
package io.nerest.scoring;

import org.jspecify.annotations.NullMarked;
