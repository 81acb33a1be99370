/** Two models compared on the same frames. */
@NullMarked
package io.nerest.selector.comparison;

import org.jspecify.annotations.NullMarked;
