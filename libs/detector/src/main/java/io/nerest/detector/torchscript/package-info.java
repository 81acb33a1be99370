/** Generates TorchScript modules for inference. */
@NullMarked
package io.nerest.detector.torchscript;

import org.jspecify.annotations.NullMarked;
