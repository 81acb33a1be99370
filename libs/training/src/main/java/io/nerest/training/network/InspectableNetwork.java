package io.nerest.training.network;

import io.nerest.detector.weights.Weights;
import io.nerest.training.batch.TrainingBatch;

/** A network that learns and shows what happens within, so that it can be held against a reference. */
public interface InspectableNetwork extends TrainableNetwork {

    /** The head's outputs in evaluation mode, with EMA weights. */
    HeadOutputs heads(TrainingBatch batch);

    /**
     * The loss of given head outputs, apart from the network.
     *
     * @param batch pictures
     * @param targets objects as in {@link TrainingBatch#targets}
     * @param ignored regions as in {@link TrainingBatch#ignored}
     * @param height of the pictures in pixels
     * @param width of the pictures in pixels
     */
    LossOutputs lossOf(HeadOutputs outputs, int batch, float[] targets, float[] ignored, int height, int width);

    /** Copies of the gradients that wait for a step, under the names of their parameters; frozen ones have none. */
    Weights gradients();
}
