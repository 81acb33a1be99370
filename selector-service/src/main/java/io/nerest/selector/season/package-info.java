/** Counts of fish in a season with intervals, from a model's scores and the labels of drawn frames. */
@NullMarked
package io.nerest.selector.season;

import org.jspecify.annotations.NullMarked;
