package io.nerest.trainer.queue;

import io.nerest.trainer.job.TrainingJob;
import java.time.Instant;

/** Writes what a job's state holds into its row, and returns the name of the state. */
record StateWriter(TrainingJobEntity row) implements TrainingJob.Cases<JobState> {

    @Override
    public JobState queued(TrainingJob.Queued job) {
        row.token = job.token();
        row.notBefore = job.notBefore();
        row.leasedUntil = null;
        return JobState.QUEUED;
    }

    @Override
    public JobState running(TrainingJob.Running job) {
        row.pod = job.lease().pod();
        row.token = job.lease().token();
        row.leasedUntil = job.lease().expiresAt();
        return JobState.RUNNING;
    }

    @Override
    public JobState finished(TrainingJob.Finished job) {
        row.modelId = job.modelId();
        end(job.endedAt());
        return JobState.FINISHED;
    }

    @Override
    public JobState failed(TrainingJob.Failed job) {
        row.reason = job.reason();
        end(job.endedAt());
        return JobState.FAILED;
    }

    @Override
    public JobState cancelled(TrainingJob.Cancelled job) {
        end(job.endedAt());
        return JobState.CANCELLED;
    }

    private void end(Instant time) {
        row.endedAt = time;
        row.leasedUntil = null;
    }
}
