package io.nerest.trainer.worker;

import io.nerest.trainer.job.TrainingJob;
import io.nerest.trainer.queue.JobQueue;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Claims and executes jobs, one at a time, on its own thread. */
public final class JobWorker {
    private static final Logger LOG = Logger.getLogger(JobWorker.class);

    private final String pod;
    private final JobQueue jobs;
    private final JobExecution execution;
    private final Duration pollInterval;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopping;
    /** Used by the thread only. */
    private boolean claimedBefore;

    /**
     * Creates a worker; {@link #start} starts it.
     *
     * @param pod name under which it claims jobs; no other worker may have it
     * @param pollInterval pause before an empty queue is checked again
     */
    public JobWorker(String pod, JobQueue jobs, JobExecution execution, Duration pollInterval) {
        this.pod = pod;
        this.jobs = jobs;
        this.execution = execution;
        this.pollInterval = pollInterval;
        this.thread = new Thread(this::loop, "job-worker-" + pod);
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Checks the queue at once. */
    public void wake() {
        wake.release();
    }

    /**
     * Interrupts the current run, which can be resumed after its last finished epoch.
     *
     * @param limit longest wait for the thread to end
     */
    public void stop(Duration limit) throws InterruptedException {
        stopping = true;
        thread.interrupt();
        thread.join(limit.toMillis());
    }

    /** Whether the worker still takes jobs. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    private void loop() {
        while (!stopping) {
            try {
                step();
            } catch (InterruptedException e) {
                if (!stopping) {
                    LOG.warnf(
                            e, "a run of worker %s was interrupted although the pod does not stop; it continues", pod);
                }
            }
        }
        LOG.debugf("worker %s stops", pod);
    }

    private void step() throws InterruptedException {
        try {
            Optional<TrainingJob.Running> job = claimedBefore ? jobs.claim(pod) : jobs.reclaim(pod);
            claimedBefore = true;
            if (job.isPresent()) {
                execution.execute(job.get(), () -> stopping);
                return;
            }
        } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
            LOG.warnf(e, "worker %s failed and continues in %d ms", pod, pollInterval.toMillis());
        }
        if (wake.tryAcquire(pollInterval.toMillis(), TimeUnit.MILLISECONDS)) {
            wake.drainPermits();
        }
    }
}
