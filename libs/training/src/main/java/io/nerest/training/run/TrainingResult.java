package io.nerest.training.run;

import io.nerest.training.evaluation.DetectionReport;
import java.util.Optional;

/**
 * The result of a run.
 *
 * @param folder of the run
 * @param end why it ended
 * @param epochs finished epochs, including those before resuming
 * @param bestEpoch the epoch of {@code best}, from 1; 0 is the base of a fine-tuning
 * @param best metrics of the best weights on the validation set; empty if the run was cancelled
 * @param seconds duration of the run, including the parts before resuming
 * @param secondsWaited seconds that the network waited for images
 */
public record TrainingResult(
        RunFolder folder,
        End end,
        int epochs,
        int bestEpoch,
        Optional<DetectionReport> best,
        double seconds,
        double secondsWaited) {

    /** Why a run ended. */
    public enum End {
        /** All epochs are finished. */
        FINISHED,
        /** No better epoch for {@code patience} epochs. */
        PATIENCE,
        /** The listener cancelled; the run can be resumed. */
        CANCELLED
    }
}
