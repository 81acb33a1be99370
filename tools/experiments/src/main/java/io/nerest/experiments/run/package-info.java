/** The work of an experiment: choose, train, measure, and keep what is done. */
@NullMarked
package io.nerest.experiments.run;

import org.jspecify.annotations.NullMarked;
