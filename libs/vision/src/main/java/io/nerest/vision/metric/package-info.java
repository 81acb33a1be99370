/** Formulas of metrics that services, training and tools share. */
@NullMarked
package io.nerest.vision.metric;

import org.jspecify.annotations.NullMarked;
