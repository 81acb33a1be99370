/** The training run: schedule, epochs, validation, results, resumption and fine-tuning. */
@NullMarked
package io.nerest.training.run;

import org.jspecify.annotations.NullMarked;
