/** Accuracy of tracks against known tracks: MOTA, IDF1 and HOTA. */
@NullMarked
package io.nerest.counting.score;

import org.jspecify.annotations.NullMarked;
