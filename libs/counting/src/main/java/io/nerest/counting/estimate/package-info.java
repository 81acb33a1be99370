/** Season counts with intervals, from detections on all frames and labels on a few. */
@NullMarked
package io.nerest.counting.estimate;

import org.jspecify.annotations.NullMarked;
