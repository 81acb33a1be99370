/** Validation of a model on labelled images. */
@NullMarked
package io.nerest.training.validation;

import org.jspecify.annotations.NullMarked;
