/** TensorBoard's event files, written as a run goes on. */
@NullMarked
package io.nerest.detection.tensorboard;

import org.jspecify.annotations.NullMarked;
