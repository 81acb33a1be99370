package io.nerest.selector.round;

import java.time.Duration;
import java.time.Instant;

/**
 * How long the parts of a round took, in seconds; 0 for a part that has not ended.
 *
 * @param scoring from the request for scores to the last score, or to the deadline
 * @param selecting the selection of the batch
 * @param labelling from the batch to its last label
 * @param training from the training request to the model
 */
public record Timings(double scoring, double selecting, double labelling, double training) {

    public static final Timings NONE = new Timings(0, 0, 0, 0);

    Timings withScoring(Instant from, Instant to) {
        return new Timings(seconds(from, to), selecting, labelling, training);
    }

    Timings withSelecting(Instant from, Instant to) {
        return new Timings(scoring, seconds(from, to), labelling, training);
    }

    Timings withLabelling(Instant from, Instant to) {
        return new Timings(scoring, selecting, seconds(from, to), training);
    }

    Timings withTraining(Instant from, Instant to) {
        return new Timings(scoring, selecting, labelling, seconds(from, to));
    }

    /** Returns the seconds of all parts together. */
    public double total() {
        return scoring + selecting + labelling + training;
    }

    private static double seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis() / 1000.0);
    }
}
