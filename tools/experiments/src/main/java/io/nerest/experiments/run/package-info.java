/** The work of an experiment: select, train, measure, and store results. */
@NullMarked
package io.nerest.experiments.run;

import org.jspecify.annotations.NullMarked;
