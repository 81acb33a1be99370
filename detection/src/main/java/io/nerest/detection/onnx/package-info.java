@NullMarked
package io.nerest.detection.onnx;

import org.jspecify.annotations.NullMarked;
