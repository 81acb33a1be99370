/** From detections of a stream to tracks, and which tracks are fish. */
@NullMarked
package io.nerest.counting.track;

import org.jspecify.annotations.NullMarked;
