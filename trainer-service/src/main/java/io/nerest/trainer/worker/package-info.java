/** The loop that claims jobs, runs them under a lease, and stores how they end. */
@NullMarked
package io.nerest.trainer.worker;

import org.jspecify.annotations.NullMarked;
