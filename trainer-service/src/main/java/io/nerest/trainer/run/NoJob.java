package io.nerest.trainer.run;

import io.nerest.trainer.registry.EpochExamples;
import io.nerest.training.run.EpochReport;

/** Monitor of work that belongs to no job; only an interrupt of the thread stops it. */
final class NoJob implements RunMonitor {
    static final RunMonitor INSTANCE = new NoJob();

    private NoJob() {}

    @Override
    public boolean isStopped() {
        return Thread.currentThread().isInterrupted();
    }

    @Override
    public void check() throws InterruptedException {
        if (isStopped()) {
            throw new InterruptedException("the pod stops");
        }
    }

    @Override
    public void started(boolean resumed, int epochs) {
        // not a training
    }

    @Override
    public void epochDone(EpochReport report, EpochExamples examples) {
        // not a training
    }
}
