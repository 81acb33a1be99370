package io.nerest.trainer.run;

import io.nerest.trainer.registry.EpochExamples;
import io.nerest.training.run.EpochReport;

/** Connects a run with the job that it executes. Called on the run's thread. */
public interface RunMonitor {
    /** Whether the run must stop: the pod stops, or it lost the lease of the job. */
    boolean isStopped();

    /**
     * Ends the run if it must stop.
     *
     * @throws InterruptedException if the pod stops
     * @throws RuntimeException if the pod lost the lease
     */
    void check() throws InterruptedException;

    /**
     * The first epoch begins.
     *
     * @param resumed whether the run continues an earlier attempt
     * @param epochs total number of epochs
     */
    void started(boolean resumed, int epochs);

    /**
     * An epoch is finished and its weights are saved.
     *
     * @param examples what the network detects on some validation frames
     */
    void epochDone(EpochReport report, EpochExamples examples);
}
