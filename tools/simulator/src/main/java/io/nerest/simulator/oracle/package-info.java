/** Annotators that know the truth. */
@NullMarked
package io.nerest.simulator.oracle;

import org.jspecify.annotations.NullMarked;
