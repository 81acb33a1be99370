package io.nerest.trainer.job;

import io.nerest.contracts.TrainingProgressed;
import io.nerest.service.failure.TransientFailure;
import io.nerest.trainer.run.TrainingRun;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs stored jobs, one at a time, on a thread of its own, for as long as the pod lives. */
@ApplicationScoped
public class JobRunner {
    private static final Logger LOG = Logger.getLogger(JobRunner.class);
    /** How long a pod may be silent before its job is taken on by another. */
    public static final Duration LEASE = Duration.ofSeconds(60);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(8);
    /** A job that keeps failing for no fault of a server is given up. */
    private static final int MOST_ATTEMPTS = 5;

    private final JobTable jobs;
    private final TrainingRun run;
    private final ProgressEvents progress;
    private final Pod pod;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean stopping;
    private @Nullable Thread thread;

    JobRunner(JobTable jobs, TrainingRun run, ProgressEvents progress, Pod pod) {
        this.jobs = jobs;
        this.run = run;
        this.progress = progress;
        this.pod = pod;
    }

    void start(@Observes StartupEvent event) {
        Thread runner = new Thread(this::loop, "job-runner");
        runner.setDaemon(true);
        thread = runner;
        runner.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        Thread runner = thread;
        if (runner != null) {
            // What its last finished epoch left is taken up again at the next start.
            runner.interrupt();
            runner.join(STOP_LIMIT.toMillis());
        }
    }

    /** There may be something to do. */
    public void wake() {
        wake.release();
    }

    private void loop() {
        while (!stopping) {
            try {
                Optional<TrainingJob> job = jobs.claim(pod.name(), LEASE);
                if (job.isPresent()) {
                    work(job.get());
                } else if (wake.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | RuntimeException e) {
                LOG.warnf("no job can be taken on: %s", e.getMessage());
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private void work(TrainingJob job) throws InterruptedException {
        try {
            run.run(job, () -> stopping);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | LinkageError e) {
            if (stopping) {
                throw new InterruptedException(
                        "stopped in the middle of " + job.request().trainingId());
            }
            boolean tryAgain = isTransient(e) && job.attempt() < MOST_ATTEMPTS;
            LOG.errorf(e, "training %s %s", job.request().trainingId(), tryAgain ? "is tried again" : "has failed");
            if (tryAgain) {
                pause();
            } else {
                giveUp(job, String.valueOf(e.getMessage()));
            }
        }
    }

    private void giveUp(TrainingJob job, String reason) throws InterruptedException {
        Persistence.untilDone(() -> QuarkusTransaction.requiringNew().call(() -> {
            jobs.fail(job.request().trainingId(), reason);
            progress.send(job.request(), TrainingProgressed.State.FAILED, 0, 0, 0, reason);
            return null;
        }));
    }

    private static boolean isTransient(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransientFailure || cause instanceof SQLException) {
                return true;
            }
        }
        return false;
    }

    private static boolean pause() {
        try {
            Thread.sleep(LOOK_EVERY.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
