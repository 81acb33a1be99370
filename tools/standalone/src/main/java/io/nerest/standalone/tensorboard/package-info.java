/** {@code nerest tensorboard}: the trainings of a campaign side by side in TensorBoard. */
@NullMarked
package io.nerest.standalone.tensorboard;

import org.jspecify.annotations.NullMarked;
