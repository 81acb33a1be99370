/** The assignment problem. */
@NullMarked
package io.nerest.counting.assign;

import org.jspecify.annotations.NullMarked;
