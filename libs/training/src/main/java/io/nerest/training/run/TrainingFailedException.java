package io.nerest.training.run;

/** A run cannot go on; what its last finished epoch left is kept. */
public final class TrainingFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TrainingFailedException(String message) {
        super(message);
    }
}
