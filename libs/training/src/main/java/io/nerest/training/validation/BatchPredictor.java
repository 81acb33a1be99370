package io.nerest.training.validation;

import io.nerest.training.batch.TrainingBatch;
import java.nio.FloatBuffer;

/** Runs a network on one batch. */
@FunctionalInterface
public interface BatchPredictor {

    /** Returns the predictions of a batch. */
    Predictions predict(TrainingBatch batch);

    /**
     * A network's output before non-maximum suppression.
     *
     * @param values [images, 4 + classes, anchors] from index 0: cx, cy, w, h in pixels of the batch, then class
     *     probabilities
     * @param anchors anchors per image
     */
    record Predictions(FloatBuffer values, int anchors) {}
}
