/** Simulated annotators that label from known boxes. */
@NullMarked
package io.nerest.simulator.oracle;

import org.jspecify.annotations.NullMarked;
