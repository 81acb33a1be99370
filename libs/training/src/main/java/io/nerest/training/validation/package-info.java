/** A model held against a labelled set: the pass over it, its table, its folder of curves and predictions. */
@NullMarked
package io.nerest.training.validation;

import org.jspecify.annotations.NullMarked;
