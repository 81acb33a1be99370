/** Two trained models side by side: figures with their uncertainty, curves, and frames on which they disagree. */
@NullMarked
package io.nerest.experiments.compare;

import org.jspecify.annotations.NullMarked;
