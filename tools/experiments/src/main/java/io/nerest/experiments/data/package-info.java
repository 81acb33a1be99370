/** What an experiment is run on: a pool to choose from, and frames to be measured by. */
@NullMarked
package io.nerest.experiments.data;

import org.jspecify.annotations.NullMarked;
