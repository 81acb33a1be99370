/** Export of networks as ONNX files in float32, float16 and eight bits, and checks of files to be run. */
@NullMarked
package io.nerest.detector.onnx;

import org.jspecify.annotations.NullMarked;
