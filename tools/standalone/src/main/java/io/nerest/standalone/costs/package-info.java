/** Costs of a season, computed from the measured cost of a frame. */
@NullMarked
package io.nerest.standalone.costs;

import org.jspecify.annotations.NullMarked;
