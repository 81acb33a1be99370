package io.nerest.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A training run has come one step further. Key: campaign id.
 *
 * @param epoch epochs finished, 0 at the start
 * @param epochs epochs in all
 * @param losses of the epoch, where one was finished
 * @param metrics of the epoch, where it was validated
 * @param seconds since the run started, its earlier attempts included
 * @param message what a reader should know: why it failed, from which epoch it resumed
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
        Require.present(at, "at");
    }

    /** Where a run stands. */
    public enum State {
        QUEUED,
        STARTED,
        RESUMED,
        EPOCH,
        FINISHED,
        FAILED
    }
}
