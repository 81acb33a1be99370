/** Networks with weights: folded convolutions, parameters and GFLOPs. */
@NullMarked
package io.nerest.detector.model;

import org.jspecify.annotations.NullMarked;
