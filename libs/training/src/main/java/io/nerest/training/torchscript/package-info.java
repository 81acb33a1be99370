/** Generates the TorchScript modules of training: forward pass, backward pass, loss and distillation. */
@NullMarked
package io.nerest.training.torchscript;

import org.jspecify.annotations.NullMarked;
