package io.nerest.training.run;

/**
 * Follows a run. Methods are called on the run's thread, so that a slow listener slows the run; what they throw ends it.
 */
public interface TrainingListener {
    /** Hears nothing and never cancels. */
    TrainingListener NONE = new TrainingListener() {};

    /** A line for the log: what was chosen, taken over, left out. */
    default void note(String line) {}

    /** The first epoch begins. */
    default void started(RunFolder folder) {}

    /** A batch is done. */
    default void batchDone(BatchProgress progress) {}

    /** An epoch is done, its weights are kept. */
    default void epochDone(EpochReport report) {}

    /** The run is over. */
    default void finished(TrainingResult result) {}

    /** Asked after every batch: true stops the run; what its last finished epoch left can be resumed. */
    default boolean cancelled() {
        return false;
    }
}
