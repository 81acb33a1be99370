/** Validation of a model on labelled images. */
@NullMarked
package io.nerest.cli.val;

import org.jspecify.annotations.NullMarked;
