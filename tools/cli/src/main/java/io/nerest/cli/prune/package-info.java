/** {@code nerest detect prune}: structured pruning of a trained network. */
@NullMarked
package io.nerest.cli.prune;

import org.jspecify.annotations.NullMarked;
