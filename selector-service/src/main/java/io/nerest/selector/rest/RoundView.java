package io.nerest.selector.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nerest.contracts.Losses;
import io.nerest.contracts.Metrics;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.selector.round.DataSet;
import io.nerest.selector.round.Round;
import io.nerest.selector.round.Timings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A round.
 *
 * @param labels frames with human labels in its data set; absent before training
 * @param pseudoLabels frames with pseudo-labels; absent before the selection
 * @param batchSize frames for annotators
 * @param unlabelled of these, frames that have no label yet
 * @param remainingUnlabelled frames of the pool with neither a label nor a pseudo-label when the training was requested;
 *     absent before
 * @param sampled frames drawn from the pool
 * @param requested scores that were missing when the round opened
 * @param scored frames whose scores had arrived when the batch was selected
 * @param missing sampled frames without a score
 * @param training the progress of the training; absent once it is over
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RoundView(
        int round,
        String state,
        @Nullable Integer labels,
        @Nullable Integer pseudoLabels,
        int batchSize,
        int unlabelled,
        @Nullable Integer remainingUnlabelled,
        @Nullable String scoringModelId,
        int sampled,
        int requested,
        int scored,
        int missing,
        @Nullable UUID trainingId,
        @Nullable Progress training,
        @Nullable ObjectRef snapshot,
        @Nullable String modelId,
        @Nullable String modelStatus,
        @Nullable String modelReason,
        @Nullable Metrics metrics,
        Seconds seconds,
        List<String> notes,
        @Nullable String reason,
        Instant openedAt) {

    /** The duration of each part in seconds; 0 for a part that has not ended. */
    public record Seconds(double scoring, double selecting, double labelling, double training, double total) {

        static Seconds of(Timings timings) {
            return new Seconds(
                    timings.scoring(), timings.selecting(), timings.labelling(), timings.training(), timings.total());
        }
    }

    /** The progress of a training. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Progress(
            String state,
            int epoch,
            int epochs,
            @Nullable Losses losses,
            @Nullable String message) {

        static Progress of(TrainingProgressed progress) {
            return new Progress(
                    progress.state().name(),
                    progress.epoch(),
                    progress.epochs(),
                    progress.losses(),
                    progress.message());
        }
    }

    static RoundView of(
            Round round, int unlabelled, Optional<ModelPublished> model, Optional<TrainingProgressed> progress) {
        Optional<DataSet> dataSet = round.trainingSet();
        return new RoundView(
                round.number(),
                round.state(),
                dataSet.map(DataSet::humanLabels).orElse(null),
                dataSet.map(DataSet::pseudoLabels)
                        .orElse(round.isSelected() ? round.batch().pseudoLabels() : null),
                round.batch().frames(),
                unlabelled,
                dataSet.map(DataSet::remaining).orElse(null),
                round.scores().modelId(),
                round.scores().sampled(),
                round.scores().requested(),
                round.scores().scored(),
                round.isSelected() ? round.scores().missing() : 0,
                round.requestedTraining().orElse(null),
                progress.map(Progress::of).orElse(null),
                dataSet.map(DataSet::snapshot).orElse(null),
                round.trained().map(Round.Trained::modelId).orElse(null),
                model.map(published -> published.status().name()).orElse(null),
                model.map(ModelPublished::reason).orElse(null),
                model.map(ModelPublished::metrics).orElse(null),
                Seconds.of(round.timings()),
                round.batch().notes(),
                round.failure().orElse(null),
                round.openedAt());
    }
}
