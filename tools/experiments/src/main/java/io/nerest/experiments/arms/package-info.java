/** The arms of an experiment: ways of obtaining labels. */
@NullMarked
package io.nerest.experiments.arms;

import org.jspecify.annotations.NullMarked;
