/** The result of an experiment, as stored in {@code experiment.json}. */
@NullMarked
package io.nerest.experiments.result;

import org.jspecify.annotations.NullMarked;
