/** Checks pseudo-labels by a random draw. */
@NullMarked
package io.nerest.console.audit;

import org.jspecify.annotations.NullMarked;
