package io.nerest.training.run;

import io.nerest.training.evaluation.DetectionReport;
import java.util.Optional;

/**
 * What a run came to.
 *
 * @param folder of the run
 * @param end why it is over
 * @param epochs that were finished, over all its parts where it was resumed
 * @param bestEpoch the epoch of {@code best}, from 1
 * @param best what the best weights do on the validation set; empty where the run was cancelled
 * @param seconds the run took, over all its parts
 * @param secondsWaited in which the network waited for pictures
 */
public record TrainingResult(
        RunFolder folder,
        End end,
        int epochs,
        int bestEpoch,
        Optional<DetectionReport> best,
        double seconds,
        double secondsWaited) {

    /** Why a run is over. */
    public enum End {
        /** All epochs are done. */
        FINISHED,
        /** No epoch was better for as long as {@code patience} says. */
        PATIENCE,
        /** The listener wanted it so; the run can be resumed. */
        CANCELLED
    }
}
