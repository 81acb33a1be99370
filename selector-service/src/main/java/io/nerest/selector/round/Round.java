package io.nerest.selector.round;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * One round of a campaign. Each state is a record, and its methods are the only ways on:
 *
 * <pre>
 * {@link Scoring} → {@link Selecting} → {@link Labelling} → {@link Training} → {@link Trained} or {@link Failed}
 * </pre>
 *
 * A round that needs no scores opens in {@link Selecting}; one that cannot be trained at all ends in {@link Failed}.
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

    /** From 0. */
    int number();

    Instant openedAt();

    Timings timings();

    /** What its scores came to, as far as they have come. */
    Scores scores();

    /** What it chose; {@link Batch#NONE} before. */
    Batch batch();

    /** When its batch was chosen, or will have been where it is not yet. */
    @JsonIgnore
    default Instant chosenAt() {
        return openedAt()
                .plusMillis(Math.round(1000 * (timings().scoring() + timings().selecting())));
    }

    /** Its name to the world. */
    @JsonIgnore
    default String state() {
        return getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    /** Whether nothing more will happen in it. */
    @JsonIgnore
    default boolean isOver() {
        return this instanceof Trained || this instanceof Failed;
    }

    /** A round that first asks a model for scores. */
    static Scoring opening(int number, Instant now, Scores asked, Instant deadline) {
        return new Scoring(number, now, asked, deadline);
    }

    /** A round that chooses without scores. */
    static Selecting opening(int number, Instant now) {
        return new Selecting(number, now, Timings.NONE, Scores.NONE, now);
    }

    /** Scores have been asked for; they come, or the deadline passes. */
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

        /** Not one score has come; another while, then. */
        public Scoring waitingUntil(Instant later) {
            return new Scoring(number, openedAt, scores, later);
        }

        /** All scores are in, or the deadline has passed and these have to do. */
        public Selecting scored(int scored, Instant now) {
            return new Selecting(
                    number, openedAt, Timings.NONE.withScoring(openedAt, now), scores.withScored(scored), now);
        }
    }

    /** The batch is being chosen. */
    record Selecting(int number, Instant openedAt, Timings timings, Scores scores, Instant since) implements Round {

        @Override
        @JsonIgnore
        public Batch batch() {
            return Batch.NONE;
        }

        public Labelling chose(Batch batch, Instant now) {
            return new Labelling(number, openedAt, timings.withSelecting(since, now), scores, batch, now);
        }
    }

    /** People label the batch. */
    record Labelling(int number, Instant openedAt, Timings timings, Scores scores, Batch batch, Instant since)
            implements Round {

        /**
         * Every frame has its label.
         *
         * @param lastLabel when a person gave the last of them, which may be long before anybody noticed
         */
        public Training labelled(UUID trainingId, DataSet dataSet, Instant lastLabel, Instant now) {
            Instant last = lastLabel.isAfter(now) ? now : lastLabel;
            return new Training(
                    number, openedAt, timings.withLabelling(since, last), scores, batch, trainingId, dataSet, now);
        }

        /** There is nothing to train on. */
        public Failed failed(String reason, Instant now) {
            return new Failed(number, openedAt, timings.withLabelling(since, now), scores, batch, reason, now);
        }
    }

    /** A model is being made. */
    record Training(
            int number,
            Instant openedAt,
            Timings timings,
            Scores scores,
            Batch batch,
            UUID trainingId,
            DataSet dataSet,
            Instant since)
            implements Round {

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

        public Failed failed(String reason, Instant now) {
            return new Failed(number, openedAt, timings.withTraining(since, now), scores, batch, reason, now);
        }
    }

    /** It has its model. */
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
            implements Round {}

    /** It has none, and will not. */
    record Failed(
            int number,
            Instant openedAt,
            Timings timings,
            Scores scores,
            Batch batch,
            String reason,
            Instant finishedAt)
            implements Round {}
}
