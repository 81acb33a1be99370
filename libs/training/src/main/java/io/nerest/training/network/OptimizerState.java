package io.nerest.training.network;

import io.nerest.detector.weights.Weights;

/**
 * What an optimiser remembers, so that a run can be resumed as if it had never stopped.
 *
 * @param kind which optimiser
 * @param steps steps made so far
 * @param moments for parameter NAME the tensors {@code NAME#0} (momentum, or AdamW's first moment), for AdamW
 *     {@code NAME#1} (second moment), and {@code NAME#waiting}, the gradients of passes that no step was made of yet
 */
public record OptimizerState(OptimizerKind kind, long steps, Weights moments) {}
