package io.nerest.training.network;

import io.nerest.detector.weights.Weights;
import io.nerest.training.batch.TrainingBatch;

/**
 * A network that learns. Not for several threads at once. Holds memory outside the heap until closed.
 */
public interface TrainableNetwork extends AutoCloseable {

    /**
     * Forward pass in training mode, loss, backward pass. Gradients of (box + cls + dfl) * batch size are added to those
     * that wait for {@link #step}; running statistics of BatchNorms move.
     *
     * @return the parts of the loss, which may be NaN: it is the caller's to look
     */
    LossComponents forwardBackward(TrainingBatch batch);

    /**
     * Clips the waiting gradients to a norm of 10 in all, changes the weights, moves the average over past weights and
     * buffers (EMA), and forgets the gradients.
     *
     * @return norm of all gradients before clipping
     */
    float step(OptimizerStep step);

    /** The loss in evaluation mode with EMA weights, without gradients: {@code val/box_loss} and its like. */
    LossComponents evaluateLoss(TrainingBatch batch);

    /** As {@link #evaluateLoss}, and from the same pass the predictions. */
    Evaluation evaluate(TrainingBatch batch);

    /** Copies of all weights and buffers in float32 (counters as 64-bit integers) under the reference's names. */
    Weights weights();

    /** The same of their average over past steps. */
    Weights emaWeights();

    /** Copies of what the optimiser remembers. */
    OptimizerState optimizerState();

    /**
     * Puts back what {@link #weights}, {@link #emaWeights} and {@link #optimizerState} gave, gradients that wait for a step
     * among it.
     *
     * @throws IllegalArgumentException where a tensor is missing, has another shape, or the optimiser is another
     */
    void restore(Weights weights, Weights ema, OptimizerState state);

    @Override
    void close();
}
