/** The command line of experiments. */
@NullMarked
package io.nerest.experiments.cli;

import org.jspecify.annotations.NullMarked;
