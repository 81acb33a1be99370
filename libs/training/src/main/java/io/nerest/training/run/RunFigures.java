package io.nerest.training.run;

import io.nerest.training.batch.TrainingBatch;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.evaluation.DetectionReport;
import io.nerest.vision.box.Detection;
import java.io.IOException;
import java.util.List;

/**
 * Figures of a run: label statistics, example batches, curves. Called by training; the caller provides the
 * implementation.
 */
public interface RunFigures {
    /** Draws nothing. */
    RunFigures NONE = new RunFigures() {};

    /** Creates the figures of one run. */
    @FunctionalInterface
    interface Factory {
        /** Creates no figures. */
        Factory NONE = (folder, classNames, events) -> RunFigures.NONE;

        RunFigures create(RunFolder folder, List<String> classNames, RunEvents events);
    }

    /** Draws how often each class occurs in the training set, where, and at which size. */
    default void labels(List<DatasetItem> items) throws IOException {}

    /** Draws a training batch with its labels. */
    default void trainBatch(long number, TrainingBatch batch) throws IOException {}

    /**
     * Draws a validation batch, once with labels and once with detections.
     *
     * @param detections in pixels of the batch, by image
     */
    default void validationBatch(int number, TrainingBatch batch, List<List<Detection>> detections)
            throws IOException {}

    /** Draws the run's curves and the confusion matrices of its best epoch. */
    default void finished(DetectionReport best) throws IOException {}
}
