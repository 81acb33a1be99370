/** Inference engines: libtorch and ONNX Runtime behind one interface. */
@NullMarked
package io.nerest.detector.engine;

import org.jspecify.annotations.NullMarked;
