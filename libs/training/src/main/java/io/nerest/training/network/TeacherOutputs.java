package io.nerest.training.network;

/**
 * The teacher's outputs for a batch.
 *
 * @param bins logits of the distributions over side lengths: [batch, anchors, 64]
 * @param logits of the classes: [batch, anchors, classes]
 * @param attention where the features of each level are strong: [batch, anchors], of length 1 in each level
 * @param anchors of each image
 */
@SuppressWarnings("ArrayRecordComponent")
record TeacherOutputs(float[] bins, float[] logits, float[] attention, long anchors) {}
