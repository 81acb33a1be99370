package io.nerest.training.run;

/** Training has failed; the results of the last finished epoch are kept. */
public final class TrainingFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TrainingFailedException(String message) {
        super(message);
    }
}
