package io.nerest.training.network;

import io.nerest.detector.weights.Weights;
import io.nerest.training.batch.TrainingBatch;

/**
 * A network that can be trained. Not thread-safe. Holds native memory until closed.
 */
public interface TrainableNetwork extends AutoCloseable {

    /**
     * Forward pass in training mode, loss, backward pass. Adds the gradients of (box + cls + dfl) * batch size to
     * those accumulated for {@link #step}, and updates the running statistics of the BatchNorms.
     *
     * @return the parts of the loss; the caller checks them for NaN
     */
    LossComponents forwardBackward(TrainingBatch batch);

    /**
     * Clips the accumulated gradients to a total norm of 10, updates the weights and their moving average (EMA), and
     * clears the gradients.
     *
     * @return norm of all gradients before clipping
     */
    float step(OptimizerStep step);

    /**
     * Computes the loss in evaluation mode with EMA weights: {@code val/box_loss}, {@code val/cls_loss}, {@code
     * val/dfl_loss}.
     */
    LossComponents evaluateLoss(TrainingBatch batch);

    /** As {@link #evaluateLoss}, with the predictions of the same forward pass. */
    Evaluation evaluate(TrainingBatch batch);

    /** Returns copies of all weights and buffers in float32 (counters as 64-bit integers) by Ultralytics' names. */
    Weights weights();

    /** Returns the same for the moving average (EMA). */
    Weights emaWeights();

    /** Returns a copy of the optimiser's state. */
    OptimizerState optimizerState();

    /**
     * Restores what {@link #weights}, {@link #emaWeights} and {@link #optimizerState} returned, including accumulated
     * gradients.
     *
     * @throws IllegalArgumentException if a tensor is missing, has another shape, or the optimiser is of another kind
     */
    void restore(Weights weights, Weights ema, OptimizerState state);

    @Override
    void close();
}
