package io.nerest.training.network;

import io.nerest.detector.weights.Weights;
import io.nerest.training.batch.TrainingBatch;

/** A trainable network whose head outputs, loss and gradients can be compared with those of a reference. */
public interface InspectableNetwork extends TrainableNetwork {

    /** The head's outputs in evaluation mode, with EMA weights. */
    HeadOutputs heads(TrainingBatch batch);

    /**
     * Computes the loss of given head outputs without running the network.
     *
     * @param batch images
     * @param targets objects as in {@link TrainingBatch#targets}
     * @param ignored regions as in {@link TrainingBatch#ignored}
     * @param height of the images in pixels
     * @param width of the images in pixels
     */
    LossOutputs lossOf(HeadOutputs outputs, int batch, float[] targets, float[] ignored, int height, int width);

    /**
     * Returns copies of the gradients accumulated since the last step, by parameter name; frozen parameters have
     * none.
     */
    Weights gradients();
}
