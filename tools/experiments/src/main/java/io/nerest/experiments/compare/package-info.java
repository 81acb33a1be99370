/** Comparison of two trained models: metrics with intervals, curves, and images on which they disagree. */
@NullMarked
package io.nerest.experiments.compare;

import org.jspecify.annotations.NullMarked;
