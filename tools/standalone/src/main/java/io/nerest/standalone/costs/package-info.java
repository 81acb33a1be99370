/** What a season costs: measured for a frame, and multiplied. */
@NullMarked
package io.nerest.standalone.costs;

import org.jspecify.annotations.NullMarked;
