/** Files of an experiment. */
@NullMarked
package io.nerest.experiments.files;

import org.jspecify.annotations.NullMarked;
