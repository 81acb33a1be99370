/** {@code nerest dataset}: converts, merges, splits, counts and checks data sets. */
@NullMarked
package io.nerest.cli.dataset;

import org.jspecify.annotations.NullMarked;
