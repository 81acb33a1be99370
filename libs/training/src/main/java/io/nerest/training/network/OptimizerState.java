package io.nerest.training.network;

import io.nerest.detector.weights.Weights;

/**
 * The state of an optimiser. A run resumed from it gives the same result as an uninterrupted one.
 *
 * @param kind which optimiser
 * @param steps steps made so far
 * @param moments for parameter NAME the tensors {@code NAME#0} (momentum or first moment), unless it is SGD
 *     {@code NAME#1} (second moment), and {@code NAME#waiting}, the gradients accumulated since the last step
 */
public record OptimizerState(OptimizerKind kind, long steps, Weights moments) {}
