/** Plots of an experiment: learning curves with their spread, losses, overlap of strategies, maps of selected frames. */
@NullMarked
package io.nerest.experiments.plots;

import org.jspecify.annotations.NullMarked;
