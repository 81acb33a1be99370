package io.nerest.training.run;

import io.nerest.training.validation.ValidatedBatch;

/** Observes a run. Methods are called on the run's thread: a slow listener slows the run, an exception ends it. */
public interface TrainingListener {
    /** Ignores all events and never cancels. */
    TrainingListener NONE = new TrainingListener() {};

    /** Receives a log line, such as a choice made for an argument. */
    default void note(String line) {}

    /** Called before the first epoch. */
    default void started(RunFolder folder) {}

    /** Called after each batch. */
    default void batchDone(BatchProgress progress) {}

    /** Called with the detections of each batch of a validation, which are valid only during the call. */
    default void validatedBatch(ValidatedBatch batch) {}

    /** Called after each batch of a validation. */
    default void validated(ValidationProgress progress) {}

    /** Called after each epoch, when its weights are written. */
    default void epochDone(EpochReport report) {}

    /** The run is over. */
    default void finished(TrainingResult result) {}

    /** Called after each batch. Returns true to cancel the run; it can be resumed after its last finished epoch. */
    default boolean cancelled() {
        return false;
    }
}
