package io.nerest.trainer.events;

import io.nerest.contracts.TrainingProgressed.State;
import io.nerest.contracts.TrainingRequested;
import io.nerest.trainer.queue.JobQueue;
import io.nerest.trainer.queue.JobSummary;
import io.nerest.trainer.registry.ModelRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/**
 * Answers a request that the selector sends again because it has had no answer: with the state of the training, and its model
 * if it has one. The same request delivered twice is no such question.
 */
@ApplicationScoped
class RepeatedRequestAnswers {
    private final JobQueue jobs;
    private final ProgressEvents progress;
    private final ModelRegistry models;

    RepeatedRequestAnswers(JobQueue jobs, ProgressEvents progress, ModelRegistry models) {
        this.jobs = jobs;
        this.progress = progress;
        this.models = models;
    }

    /** Answers in the caller's transaction. */
    void send(TrainingRequested request, JobSummary job) {
        boolean isRepeated = jobs.requestedAt(job.id())
                .map(first -> request.requestedAt().isAfter(first))
                .orElse(false);
        if (!isRepeated) {
            return;
        }
        switch (job.state()) {
            case QUEUED -> send(request, State.QUEUED, "the training waits for a trainer that is free");
            case RUNNING -> send(request, State.RESUMED, "the training runs on " + job.pod());
            case FINISHED -> {
                models.republish(Objects.requireNonNull(job.modelId()));
                send(request, State.FINISHED, job.modelId() + " was published");
            }
            case FAILED -> send(request, State.FAILED, Objects.requireNonNullElse(job.reason(), "no reason is known"));
            case CANCELLED -> send(request, State.FAILED, "the training was cancelled");
        }
    }

    private void send(TrainingRequested request, State state, String message) {
        progress.send(request, state, 0, 0, 0, message);
    }
}
