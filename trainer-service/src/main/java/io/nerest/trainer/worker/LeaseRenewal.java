package io.nerest.trainer.worker;

import io.nerest.trainer.job.LeaseLostException;
import io.nerest.trainer.job.TrainingJob;
import io.nerest.trainer.queue.JobQueue;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Renews the lease of a job in the background, whatever the run is doing: fetching, training or measuring. */
final class LeaseRenewal implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LeaseRenewal.class);
    private static final int RENEWALS_PER_LEASE = 4;

    private final JobQueue jobs;
    private final TrainingJob.Running job;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "lease-renewal");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable LeaseLostException lost;

    LeaseRenewal(JobQueue jobs, TrainingJob.Running job, Duration lease) {
        this.jobs = jobs;
        this.job = job;
        long period = Math.max(1, lease.toMillis() / RENEWALS_PER_LEASE);
        var unused = executor.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.MILLISECONDS);
    }

    private void renew() {
        try {
            jobs.renew(job.id(), job.lease());
        } catch (LeaseLostException e) {
            lost = e;
            executor.shutdown();
        } catch (RuntimeException e) {
            // The next renewal may succeed. If it does not, another pod claims the job and the token rejects our
            // writes.
            LOG.warnf("the lease of training %s was not renewed: %s", job.id(), e.getMessage());
        }
    }

    boolean isLost() {
        return lost != null;
    }

    /**
     * Returns if the lease is held, as far as known.
     *
     * @throws LeaseLostException if it is lost
     */
    void check() {
        LeaseLostException known = lost;
        if (known != null) {
            throw known;
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
