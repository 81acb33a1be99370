package io.nerest.training.network;

import java.nio.FloatBuffer;

/**
 * What a validation pass gives.
 *
 * @param losses as {@link TrainableNetwork#evaluateLoss} gives them
 * @param predictions [batch, 4 + classes, anchors] in C order: cx, cy, w, h in pixels and class probabilities; a buffer of
 *     its own that the caller may keep
 * @param anchors anchors of each picture
 */
public record Evaluation(LossComponents losses, FloatBuffer predictions, int anchors) {}
