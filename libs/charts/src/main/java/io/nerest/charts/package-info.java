/** Plots of runs, metrics and data sets as PNG files, drawn by XChart without a display. */
@NullMarked
package io.nerest.charts;

import org.jspecify.annotations.NullMarked;
