/** Figures over seeds, tables and notes of an experiment. */
@NullMarked
package io.nerest.experiments.report;

import org.jspecify.annotations.NullMarked;
