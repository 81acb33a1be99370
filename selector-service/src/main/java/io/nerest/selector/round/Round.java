package io.nerest.selector.round;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One round of a campaign. Each state is a record, and its methods are the only legal transitions:
 *
 * <pre>
 * {@link Scoring} → {@link Selecting} → {@link Labelling} → {@link Training} → {@link Trained} or {@link Failed}
 * </pre>
 *
 * A round that needs no scores starts in {@link Selecting}. Scoring, labelling and training can end in {@link Failed}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Round.Scoring.class, name = "SCORING"),
    @JsonSubTypes.Type(value = Round.Selecting.class, name = "SELECTING"),
    @JsonSubTypes.Type(value = Round.Labelling.class, name = "LABELLING"),
    @JsonSubTypes.Type(value = Round.Training.class, name = "TRAINING"),
    @JsonSubTypes.Type(value = Round.Trained.class, name = "TRAINED"),
    @JsonSubTypes.Type(value = Round.Failed.class, name = "FAILED")
})
public sealed interface Round {

    /** The round's number in its campaign, from 0. */
    int number();

    Instant openedAt();

    Timings timings();

    /** The round's scores, as far as they have arrived. */
    Scores scores();

    /** The selected batch; {@link Batch#NONE} before the selection. */
    Batch batch();

    /** Applies the visitor's method for this state. A new state does not compile until every visitor handles it. */
    <R> R accept(RoundVisitor<R> visitor);

    /** Returns the name of the state, as REST and the stored documents use it. */
    @JsonIgnore
    default String state() {
        return accept(RoundProperty.STATE);
    }

    /** Returns whether the round has ended, with a model or without. */
    @JsonIgnore
    default boolean isOver() {
        return accept(RoundProperty.IS_OVER);
    }

    /** Returns whether the batch has been selected. */
    @JsonIgnore
    default boolean isSelected() {
        return accept(RoundProperty.IS_SELECTED);
    }

    /** Returns this round if it made a model. */
    default Optional<Trained> trained() {
        return accept(RoundProperty.TRAINED);
    }

    /** Returns the reason if the round failed. */
    default Optional<String> failure() {
        return accept(RoundProperty.FAILURE);
    }

    /** Returns the id of the training, if one was requested. */
    default Optional<UUID> requestedTraining() {
        return accept(RoundProperty.TRAINING);
    }

    /** Returns the data set of the training, if one was requested. */
    default Optional<DataSet> trainingSet() {
        return accept(RoundProperty.DATA_SET);
    }

    /** Returns when the batch was selected; before the selection, the earliest time at which it can be. */
    @JsonIgnore
    default Instant selectedAt() {
        return openedAt()
                .plusMillis(Math.round(1000 * (timings().scoring() + timings().selecting())));
    }

    /** Opens a round that requests scores first. */
    static Scoring opening(int number, Instant now, Scores requested, Instant deadline) {
        return new Scoring(number, now, requested, deadline);
    }

    /** Opens a round that selects without scores. */
    static Selecting opening(int number, Instant now) {
        return new Selecting(number, now, Timings.NONE, Scores.NONE, now);
    }

    /**
     * Scores have been requested.
     *
     * @param deadline when the round continues with the scores that have arrived by then
     */
    record Scoring(int number, Instant openedAt, Scores scores, Instant deadline) implements Round {

        @Override
        @JsonIgnore
        public Timings timings() {
            return Timings.NONE;
        }

        @Override
        @JsonIgnore
        public Batch batch() {
            return Batch.NONE;
        }

        @Override
        public <R> R accept(RoundVisitor<R> visitor) {
            return visitor.scoring(this);
        }

        /** Extends the deadline: no score has arrived yet. */
        public Scoring waitingUntil(Instant later) {
            return new Scoring(number, openedAt, scores, later);
        }

        /** Ends scoring: all scores have arrived, or the deadline has passed. */
        public Selecting scored(int scored, Instant now) {
            return new Selecting(
                    number, openedAt, Timings.NONE.withScoring(openedAt, now), scores.withScored(scored), now);
        }

        /** Ends the round: no score will arrive. */
        public Failed failed(String reason, Instant now) {
            return new Failed(
                    number, openedAt, Timings.NONE.withScoring(openedAt, now), scores, Batch.NONE, reason, now);
        }
    }

    /** The batch is being selected. */
    record Selecting(int number, Instant openedAt, Timings timings, Scores scores, Instant since) implements Round {

        @Override
        @JsonIgnore
        public Batch batch() {
            return Batch.NONE;
        }

        @Override
        public <R> R accept(RoundVisitor<R> visitor) {
            return visitor.selecting(this);
        }

        /** Ends the selection with its batch. */
        public Labelling selected(Batch batch, Instant now) {
            return new Labelling(number, openedAt, timings.withSelecting(since, now), scores, batch, now);
        }
    }

    /** Annotators label the batch. */
    record Labelling(int number, Instant openedAt, Timings timings, Scores scores, Batch batch, Instant since)
            implements Round {

        @Override
        public <R> R accept(RoundVisitor<R> visitor) {
            return visitor.labelling(this);
        }

        /**
         * Ends labelling: every frame has its label, and a training was requested.
         *
         * @param lastLabel when an annotator gave the last label, which may be earlier than now
         * @param notes remarks on the data set
         */
        public Training labelled(UUID trainingId, DataSet dataSet, Instant lastLabel, List<String> notes, Instant now) {
            Instant last = lastLabel.isAfter(now) ? now : lastLabel;
            return new Training(
                    number,
                    openedAt,
                    timings.withLabelling(since, last),
                    scores,
                    batch.withNotes(notes),
                    trainingId,
                    dataSet,
                    now,
                    null,
                    null);
        }

        /** Ends the round: there are no labels to train on. */
        public Failed failed(String reason, Instant now) {
            return new Failed(number, openedAt, timings.withLabelling(since, now), scores, batch, reason, now);
        }
    }

    /**
     * The trainer makes a model.
     *
     * @param dataSet of the newest request
     * @param repeated repetitions of the request since the trainer's last answer; null if there were none
     * @param replaced data sets of earlier requests, which the training uses if it started before the newest request; null
     *     if there are none
     */
    record Training(
            int number,
            Instant openedAt,
            Timings timings,
            Scores scores,
            Batch batch,
            UUID trainingId,
            DataSet dataSet,
            Instant since,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RepeatedRequests repeated,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<DataSet> replaced)
            implements Round {

        @Override
        public <R> R accept(RoundVisitor<R> visitor) {
            return visitor.training(this);
        }

        /** Counts a repetition of the request. */
        public Training repeated(RepeatedRequests repetitions) {
            return new Training(
                    number, openedAt, timings, scores, batch, trainingId, dataSet, since, repetitions, replaced);
        }

        /** Replaces the data set: pseudo-labels of the one before were retracted. */
        public Training refreshed(DataSet fresh) {
            List<DataSet> earlier = new ArrayList<>(replaced == null ? List.of() : replaced);
            earlier.add(dataSet);
            return new Training(
                    number,
                    openedAt,
                    timings,
                    scores,
                    batch.withNotes(List.of("pseudo-labels were retracted before the training started; "
                            + "a fresh data set was requested")),
                    trainingId,
                    fresh,
                    since,
                    repeated,
                    List.copyOf(earlier));
        }

        /**
         * Ends the round with its model.
         *
         * @param snapshotSha256 of the data set that the model was trained on
         */
        public Trained trained(String modelId, String snapshotSha256, Instant now) {
            return withDataSet(snapshotSha256).trained(modelId, now);
        }

        private Training withDataSet(String sha256) {
            return (replaced == null ? List.<DataSet>of() : replaced)
                    .stream()
                            .filter(earlier -> earlier.sha256().equals(sha256))
                            .findFirst()
                            .map(used -> new Training(
                                    number, openedAt, timings, scores, batch, trainingId, used, since, repeated, null))
                            .orElse(this);
        }

        /** Ends the round with its model. */
        public Trained trained(String modelId, Instant now) {
            return new Trained(
                    number,
                    openedAt,
                    timings.withTraining(since, now),
                    scores,
                    batch,
                    trainingId,
                    dataSet,
                    modelId,
                    now);
        }

        /** Ends the round: the training failed, or the trainer rejected its request. */
        public Failed failed(String reason, Instant now) {
            return new Failed(number, openedAt, timings.withTraining(since, now), scores, batch, reason, now);
        }
    }

    /** The round has made its model. */
    record Trained(
            int number,
            Instant openedAt,
            Timings timings,
            Scores scores,
            Batch batch,
            UUID trainingId,
            DataSet dataSet,
            String modelId,
            Instant finishedAt)
            implements Round {

        @Override
        public <R> R accept(RoundVisitor<R> visitor) {
            return visitor.trained(this);
        }
    }

    /** The round has ended without a model. */
    record Failed(
            int number,
            Instant openedAt,
            Timings timings,
            Scores scores,
            Batch batch,
            String reason,
            Instant finishedAt)
            implements Round {

        @Override
        public <R> R accept(RoundVisitor<R> visitor) {
            return visitor.failed(this);
        }
    }
}
