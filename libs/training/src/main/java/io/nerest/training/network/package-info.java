/** Networks that can be trained: losses, gradients, optimizer steps and state, on libtorch. */
@NullMarked
package io.nerest.training.network;

import org.jspecify.annotations.NullMarked;
