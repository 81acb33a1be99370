/** {@code nerest detect train}: the arguments of a training run and its console output. */
@NullMarked
package io.nerest.cli.train;

import org.jspecify.annotations.NullMarked;
