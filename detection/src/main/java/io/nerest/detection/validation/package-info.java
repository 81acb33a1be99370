/** A model held against a labelled set: the pass over it, its table, its folder of curves and predictions. */
@NullMarked
package io.nerest.detection.validation;

import org.jspecify.annotations.NullMarked;
