package io.nerest.training.network;

/**
 * The outputs of a network's head for a batch, before decoding to boxes and probabilities.
 *
 * @param bins logits of the distributions over side lengths: [batch, anchors, 4 * 16], sides left, top, right, bottom
 * @param logits of the classes: [batch, anchors, classes]
 */
@SuppressWarnings("ArrayRecordComponent")
public record HeadOutputs(float[] bins, float[] logits) {}
