/** Architectures as graphs of operations: YOLOv8, YOLOv5u and architecture files; initial weights, pruning and transfer of weights. */
@NullMarked
package io.nerest.detector.architecture;

import org.jspecify.annotations.NullMarked;
