package io.nerest.trainer.worker;

import io.nerest.contracts.TrainingProgressed;
import io.nerest.trainer.events.ProgressEvents;
import io.nerest.trainer.job.TrainingJob;
import io.nerest.trainer.queue.JobQueue;
import io.nerest.trainer.registry.EpochExamples;
import io.nerest.trainer.registry.TrainingExamples;
import io.nerest.trainer.run.RunMonitor;
import io.nerest.training.run.EpochReport;
import java.util.function.BooleanSupplier;

/** Reports the progress of a job as events, and stops its run if the pod stops or the lease is lost. */
final class JobProgress implements RunMonitor {
    private final JobQueue jobs;
    private final ProgressEvents events;
    private final TrainingExamples examples;
    private final TrainingJob.Running job;
    private final LeaseRenewal lease;
    private final BooleanSupplier stopping;

    JobProgress(
            JobQueue jobs,
            ProgressEvents events,
            TrainingExamples examples,
            TrainingJob.Running job,
            LeaseRenewal lease,
            BooleanSupplier stopping) {
        this.jobs = jobs;
        this.events = events;
        this.examples = examples;
        this.job = job;
        this.lease = lease;
        this.stopping = stopping;
    }

    @Override
    public boolean isStopped() {
        return lease.isLost()
                || stopping.getAsBoolean()
                || Thread.currentThread().isInterrupted();
    }

    @Override
    public void check() throws InterruptedException {
        lease.check();
        if (isStopped()) {
            throw new InterruptedException("training " + job.id() + " was interrupted; it will be resumed");
        }
    }

    @Override
    public void started(boolean resumed, int epochs) {
        send(() -> events.send(
                job.request(),
                resumed ? TrainingProgressed.State.RESUMED : TrainingProgressed.State.STARTED,
                0,
                epochs,
                0,
                resumed ? "after its last finished epoch, attempt " + job.attempts() : null));
    }

    @Override
    public void epochDone(EpochReport report, EpochExamples found) {
        send(() -> {
            // First, so that a page that receives the event finds them.
            examples.replace(job.id(), found);
            events.send(job.request(), report);
        });
    }

    private void send(Runnable event) {
        try {
            jobs.write(job.id(), job.lease(), (running, now) -> running, event);
        } catch (InterruptedException e) {
            // The run checks for interrupts after each batch, when its state on disk is consistent.
            Thread.currentThread().interrupt();
        }
    }
}
