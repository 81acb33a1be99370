/** Reads and writes weights: safetensors files and PyTorch checkpoints, without running their code. */
@NullMarked
package io.nerest.detector.weights;

import org.jspecify.annotations.NullMarked;
