package io.nerest.training.network;

/**
 * The loss of given head outputs, with its gradients and the assignment of anchors to objects.
 *
 * @param losses its parts
 * @param binsGradient gradient of (sum of the parts times batch size) with respect to the bins, [b, a, 64]
 * @param logitsGradient the same with respect to the class logits, [b, a, c]
 * @param objects for each assigned anchor the row of its object in the targets
 * @param anchors the assigned anchors: image * a + anchor
 */
@SuppressWarnings("ArrayRecordComponent")
public record LossOutputs(
        LossComponents losses, float[] binsGradient, float[] logitsGradient, long[] objects, long[] anchors) {}
