/** {@code nerest detect export}: weights as ONNX and TorchScript files. */
@NullMarked
package io.nerest.cli.export;

import org.jspecify.annotations.NullMarked;
