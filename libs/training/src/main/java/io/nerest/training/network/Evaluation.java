package io.nerest.training.network;

import java.nio.FloatBuffer;

/**
 * The result of evaluating a batch.
 *
 * @param losses as returned by {@link TrainableNetwork#evaluateLoss}
 * @param predictions [batch, 4 + classes, anchors] in C order: cx, cy, w, h in pixels and class probabilities; a
 *     buffer of
 *     its own that the caller may keep
 * @param anchors anchors of each image
 */
public record Evaluation(LossComponents losses, FloatBuffer predictions, int anchors) {}
