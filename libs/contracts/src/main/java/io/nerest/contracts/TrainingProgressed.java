package io.nerest.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A training run has changed its state or finished an epoch. Key: campaign id.
 *
 * @param epoch number of finished epochs, 0 at the start
 * @param epochs number of epochs of the run
 * @param losses losses of the finished epoch; absent before the first
 * @param validationLosses losses on the validation set after the epoch; absent if it was not validated, and in events of
 *     versions that did not send them
 * @param metrics metrics of the epoch; absent if it was not validated
 * @param seconds duration of the run so far, including earlier attempts
 * @param message details, such as the reason of a failure or the epoch from which it resumed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainingProgressed(
        UUID trainingId,
        UUID campaignId,
        int round,
        State state,
        int epoch,
        int epochs,
        @Nullable Losses losses,
        @Nullable Losses validationLosses,
        @Nullable Metrics metrics,
        double seconds,
        @Nullable String message,
        Instant at) {
    public TrainingProgressed {
        Require.present(trainingId, "trainingId");
        Require.present(campaignId, "campaignId");
        Require.atLeast(round, 0, "round");
        Require.present(state, "state");
        Require.atLeast(epoch, 0, "epoch");
        Require.atLeast(epochs, 0, "epochs");
        Require.time(at, "at");
    }

    /** Creates progress without validation losses. */
    public TrainingProgressed(
            UUID trainingId,
            UUID campaignId,
            int round,
            State state,
            int epoch,
            int epochs,
            @Nullable Losses losses,
            @Nullable Metrics metrics,
            double seconds,
            @Nullable String message,
            Instant at) {
        this(trainingId, campaignId, round, state, epoch, epochs, losses, null, metrics, seconds, message, at);
    }

    /** Returns the same with another time. */
    public TrainingProgressed withTime(Instant other) {
        return new TrainingProgressed(
                trainingId,
                campaignId,
                round,
                state,
                epoch,
                epochs,
                losses,
                validationLosses,
                metrics,
                seconds,
                message,
                other);
    }

    /** State of a run. */
    public enum State {
        QUEUED,
        STARTED,
        RESUMED,
        EPOCH,
        FINISHED,
        FAILED
    }
}
