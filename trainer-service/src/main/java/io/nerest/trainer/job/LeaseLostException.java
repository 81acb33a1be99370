package io.nerest.trainer.job;

/** The pod no longer holds the job's lease: another pod claimed the job, or the job has ended. */
public final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LeaseLostException(String message) {
        super(message);
    }
}
