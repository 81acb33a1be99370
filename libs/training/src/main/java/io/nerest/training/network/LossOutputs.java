package io.nerest.training.network;

/**
 * The loss of given head outputs, apart from a network.
 *
 * @param losses its parts
 * @param binsGradient gradient of (the parts' sum times batch size) by the bins, [b, a, 64]
 * @param logitsGradient the same by the class logits, [b, a, c]
 * @param objects for each assigned anchor its object: a row of the targets
 * @param anchors the assigned anchors, counted through the batch: picture * a + anchor
 */
@SuppressWarnings("ArrayRecordComponent")
public record LossOutputs(
        LossComponents losses, float[] binsGradient, float[] logitsGradient, long[] objects, long[] anchors) {}
