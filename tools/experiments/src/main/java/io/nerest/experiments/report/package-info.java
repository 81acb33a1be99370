/** What an experiment shows: figures over seeds, and tables. */
@NullMarked
package io.nerest.experiments.report;

import org.jspecify.annotations.NullMarked;
