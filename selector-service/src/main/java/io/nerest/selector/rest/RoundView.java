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
 * A round as it stands.
 *
 * @param labels frames with human labels in its data set; while it is open, in the one before plus its batch
 * @param batchSize frames it gave to people
 * @param unlabelled of these, frames still without a label
 * @param sampled frames drawn from the pool
 * @param requested of these, frames whose scores had to be asked for
 * @param scored frames whose scores had come when the batch was chosen
 * @param missing frames whose scores never came
 * @param training how far the training has come
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RoundView(
        int round,
        String state,
        @Nullable Integer labels,
        @Nullable Integer pseudoLabels,
        int batchSize,
        int unlabelled,
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

    /** Seconds of each part; what is not over counts nothing yet. */
    public record Seconds(double scoring, double selecting, double labelling, double training, double total) {

        static Seconds of(Timings timings) {
            return new Seconds(
                    timings.scoring(), timings.selecting(), timings.labelling(), timings.training(), timings.total());
        }
    }

    /** How far a training has come. */
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
        Optional<DataSet> dataSet = dataSet(round);
        boolean selected = !(round instanceof Round.Scoring || round instanceof Round.Selecting);
        return new RoundView(
                round.number(),
                round.state(),
                dataSet.map(DataSet::humanLabels).orElse(null),
                dataSet.map(DataSet::pseudoLabels)
                        .orElse(selected ? round.batch().pseudoLabels() : null),
                round.batch().frames(),
                unlabelled,
                round.scores().modelId(),
                round.scores().sampled(),
                round.scores().requested(),
                round.scores().scored(),
                selected ? round.scores().missing() : 0,
                trainingId(round).orElse(null),
                progress.map(Progress::of).orElse(null),
                dataSet.map(DataSet::snapshot).orElse(null),
                round instanceof Round.Trained trained ? trained.modelId() : null,
                model.map(published -> published.status().name()).orElse(null),
                model.map(ModelPublished::reason).orElse(null),
                model.map(ModelPublished::metrics).orElse(null),
                Seconds.of(round.timings()),
                round.batch().notes(),
                round instanceof Round.Failed failed ? failed.reason() : null,
                round.openedAt());
    }

    static Optional<UUID> trainingId(Round round) {
        if (round instanceof Round.Training training) {
            return Optional.of(training.trainingId());
        }
        return round instanceof Round.Trained trained ? Optional.of(trained.trainingId()) : Optional.empty();
    }

    private static Optional<DataSet> dataSet(Round round) {
        if (round instanceof Round.Training training) {
            return Optional.of(training.dataSet());
        }
        return round instanceof Round.Trained trained ? Optional.of(trained.dataSet()) : Optional.empty();
    }
}
