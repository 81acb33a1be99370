/** TensorBoard's event files, written as a run goes on. */
@NullMarked
package io.nerest.training.tensorboard;

import org.jspecify.annotations.NullMarked;
