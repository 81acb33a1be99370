/** TensorBoard event files, written during a run. */
@NullMarked
package io.nerest.training.tensorboard;

import org.jspecify.annotations.NullMarked;
