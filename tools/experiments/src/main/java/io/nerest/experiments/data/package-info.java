/** The data of an experiment: a pool to select from, and validation frames. */
@NullMarked
package io.nerest.experiments.data;

import org.jspecify.annotations.NullMarked;
