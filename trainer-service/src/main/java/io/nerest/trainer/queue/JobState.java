package io.nerest.trainer.queue;

/** State of a job, as stored. */
public enum JobState {
    QUEUED,
    RUNNING,
    FINISHED,
    FAILED,
    CANCELLED
}
