package io.nerest.training.network;

/**
 * What a network's head gives for a batch, before it is read as boxes and probabilities.
 *
 * @param bins logits of the distributions over side lengths: [batch, anchors, 4 * 16], sides left, top, right, bottom
 * @param logits of the classes: [batch, anchors, classes]
 */
@SuppressWarnings("ArrayRecordComponent")
public record HeadOutputs(float[] bins, float[] logits) {}
