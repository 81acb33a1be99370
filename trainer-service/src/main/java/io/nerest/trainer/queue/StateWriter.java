package io.nerest.trainer.queue;

import io.nerest.trainer.job.TrainingJob;
import java.time.Instant;

/** Writes a job's state into its row. */
record StateWriter(TrainingJobEntity row) implements TrainingJob.Cases<TrainingJobEntity> {

    @Override
    public TrainingJobEntity queued(TrainingJob.Queued job) {
        row.state = JobState.QUEUED;
        row.token = job.token();
        row.notBefore = job.notBefore();
        row.leasedUntil = null;
        return row;
    }

    @Override
    public TrainingJobEntity running(TrainingJob.Running job) {
        row.state = JobState.RUNNING;
        row.pod = job.lease().pod();
        row.token = job.lease().token();
        row.leasedUntil = job.lease().expiresAt();
        return row;
    }

    @Override
    public TrainingJobEntity finished(TrainingJob.Finished job) {
        row.modelId = job.modelId();
        return ended(JobState.FINISHED, job.endedAt());
    }

    @Override
    public TrainingJobEntity failed(TrainingJob.Failed job) {
        row.reason = job.reason();
        return ended(JobState.FAILED, job.endedAt());
    }

    @Override
    public TrainingJobEntity cancelled(TrainingJob.Cancelled job) {
        return ended(JobState.CANCELLED, job.endedAt());
    }

    private TrainingJobEntity ended(JobState state, Instant endedAt) {
        row.state = state;
        row.endedAt = endedAt;
        row.leasedUntil = null;
        return row;
    }
}
