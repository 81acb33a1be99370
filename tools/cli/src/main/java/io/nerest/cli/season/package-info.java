/** {@code nerest season}: the number of fish in a season with its interval, from detections and a few labels. */
@NullMarked
package io.nerest.cli.season;

import org.jspecify.annotations.NullMarked;
