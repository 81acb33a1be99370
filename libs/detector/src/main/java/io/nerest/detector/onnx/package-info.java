@NullMarked
package io.nerest.detector.onnx;

import org.jspecify.annotations.NullMarked;
