package io.nerest.selector.round;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a round's parts took, in seconds; a part that is not over counts nothing yet.
 *
 * @param scoring from the request for scores to the last of them, or the deadline
 * @param selecting choosing the batch
 * @param labelling from the batch to its last label
 * @param training from the request for training to the model
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

    public double total() {
        return scoring + selecting + labelling + training;
    }

    private static double seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis() / 1000.0);
    }
}
