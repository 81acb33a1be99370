package io.nerest.trainer.worker;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.service.failure.TransientFailure;
import io.nerest.service.log.LogContext;
import io.nerest.trainer.events.ProgressEvents;
import io.nerest.trainer.job.LeaseLostException;
import io.nerest.trainer.job.TrainingJob;
import io.nerest.trainer.pod.TrainerConfig;
import io.nerest.trainer.queue.JobQueue;
import io.nerest.trainer.registry.Measurements;
import io.nerest.trainer.registry.ModelRegistry;
import io.nerest.trainer.registry.StreamMeasurements;
import io.nerest.trainer.registry.TrainingExamples;
import io.nerest.trainer.run.CompletedRun;
import io.nerest.trainer.run.TrainedModel;
import io.nerest.trainer.run.TrainingRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** Executes one claimed job, and stores how it ends: published, failed, or returned to the queue. */
@ApplicationScoped
public class JobExecution {
    private static final Logger LOG = Logger.getLogger(JobExecution.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);
    private static final int MAX_DOUBLINGS = 10;

    private final JobQueue jobs;
    private final TrainingRun run;
    private final ModelRegistry models;
    private final Measurements measurements;
    private final StreamMeasurements streams;
    private final TrainingExamples examples;
    private final ProgressEvents events;
    private final EndedJobs ended;
    private final TrainerConfig config;

    JobExecution(
            JobQueue jobs,
            TrainingRun run,
            ModelRegistry models,
            Measurements measurements,
            StreamMeasurements streams,
            TrainingExamples examples,
            ProgressEvents events,
            EndedJobs ended,
            TrainerConfig config) {
        this.jobs = jobs;
        this.run = run;
        this.models = models;
        this.measurements = measurements;
        this.streams = streams;
        this.examples = examples;
        this.events = events;
        this.ended = ended;
        this.config = config;
    }

    /**
     * Executes a job. A lost lease ends the job's execution on this pod, nothing else.
     *
     * @param stopping whether the pod stops
     * @throws InterruptedException if the pod stops; the job stays claimed and is resumed
     */
    @SuppressWarnings("try") // the log context is closed, not used
    public void execute(TrainingJob.Running job, BooleanSupplier stopping) throws InterruptedException {
        try (LogContext campaign = LogContext.campaign(job.request().campaignId());
                LogContext model = LogContext.model(TrainedModel.id(job.request()));
                LeaseRenewal lease = new LeaseRenewal(jobs, job, config.lease())) {
            if (job.attempts() > config.maxAttempts()) {
                fail(job, "gave up after " + config.maxAttempts() + " attempts that did not finish");
            } else {
                runAndPublish(job, lease, stopping);
            }
        } catch (LeaseLostException e) {
            LOG.warnf("this pod drops training %s: %s", job.id(), e.getMessage());
        }
        ended.cleanUp();
    }

    private void runAndPublish(TrainingJob.Running job, LeaseRenewal lease, BooleanSupplier stopping)
            throws InterruptedException {
        try {
            JobProgress progress = new JobProgress(jobs, events, examples, job, lease, stopping);
            CompletedRun completed = run.run(job.request(), job.attempts(), progress);
            publish(job, completed);
        } catch (InterruptedException | LeaseLostException e) {
            throw e;
        } catch (Exception | LinkageError e) {
            if (stopping.getAsBoolean()) {
                throw new InterruptedException("training " + job.id() + " was interrupted; it will be resumed");
            }
            lease.check();
            handle(job, e);
        }
    }

    private void publish(TrainingJob.Running job, CompletedRun completed) throws InterruptedException {
        String modelId = completed.model().modelId();
        jobs.write(job.id(), job.lease(), (running, now) -> running.finish(modelId, now), () -> {
            models.publish(completed.model(), completed.weights(), completed.verdict());
            measurements.store(modelId, completed.snapshot(), completed.metrics());
            streams.store(modelId, completed.streams());
            events.send(
                    job.request(),
                    TrainingProgressed.State.FINISHED,
                    completed.epochs(),
                    completed.epochs(),
                    completed.seconds(),
                    message(completed));
        });
    }

    private static String message(CompletedRun completed) {
        ModelPublished.Training training =
                Objects.requireNonNull(completed.model().training());
        List<String> parts = new ArrayList<>(
                List.of(completed.model().modelId() + ": " + completed.verdict().reason()));
        parts.addAll(training.notes());
        return String.join("; ", parts);
    }

    private void handle(TrainingJob.Running job, Throwable failure) throws InterruptedException {
        if (isServerUnreachable(failure) && job.attempts() < config.maxAttempts()) {
            Duration pause = pause(job.attempts());
            LOG.warnf(
                    "attempt %d of training %s failed and is repeated in %d s: %s",
                    job.attempts(), job.id(), pause.toSeconds(), failure);
            jobs.write(job.id(), job.lease(), (running, now) -> running.retry(now.plus(pause)), () -> {});
        } else {
            LOG.errorf(failure, "training %s failed", job.id());
            fail(job, reason(failure));
        }
    }

    /** Errors of local files, such as a damaged image, are not repeated. */
    private static boolean isServerUnreachable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransientFailure || cause instanceof SQLException) {
                return true;
            }
        }
        return false;
    }

    private void fail(TrainingJob.Running job, String reason) throws InterruptedException {
        jobs.write(
                job.id(),
                job.lease(),
                (running, now) -> running.fail(reason, now),
                () -> events.send(job.request(), TrainingProgressed.State.FAILED, 0, 0, 0, reason));
    }

    private Duration pause(int attempts) {
        Duration pause = config.retryPause().multipliedBy(1L << Math.min(attempts - 1, MAX_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
