/** {@code nerest detect base}: fetches public labelled images and builds the training set of the base checkpoint. */
@NullMarked
package io.nerest.cli.base;

import org.jspecify.annotations.NullMarked;
