package io.nerest.selector.round;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** A property of a round that depends on its state: one function for each state. */
record RoundProperty<R>(
        Function<Round.Scoring, R> inScoring,
        Function<Round.Selecting, R> inSelecting,
        Function<Round.Labelling, R> inLabelling,
        Function<Round.Training, R> inTraining,
        Function<Round.Trained, R> onceTrained,
        Function<Round.Failed, R> onceFailed)
        implements RoundVisitor<R> {

    static final RoundProperty<String> STATE = new RoundProperty<>(
            scoring -> "SCORING",
            selecting -> "SELECTING",
            labelling -> "LABELLING",
            training -> "TRAINING",
            trained -> "TRAINED",
            failed -> "FAILED");

    static final RoundProperty<Boolean> IS_OVER = new RoundProperty<>(
            scoring -> false,
            selecting -> false,
            labelling -> false,
            training -> false,
            trained -> true,
            failed -> true);

    static final RoundProperty<Boolean> IS_SELECTED = new RoundProperty<>(
            scoring -> false, selecting -> false, labelling -> true, training -> true, trained -> true, failed -> true);

    static final RoundProperty<Optional<Round.Trained>> TRAINED = new RoundProperty<>(
            scoring -> Optional.empty(),
            selecting -> Optional.empty(),
            labelling -> Optional.empty(),
            training -> Optional.empty(),
            Optional::of,
            failed -> Optional.empty());

    static final RoundProperty<Optional<String>> FAILURE = new RoundProperty<>(
            scoring -> Optional.empty(),
            selecting -> Optional.empty(),
            labelling -> Optional.empty(),
            training -> Optional.empty(),
            trained -> Optional.empty(),
            failed -> Optional.of(failed.reason()));

    static final RoundProperty<Optional<UUID>> TRAINING = new RoundProperty<>(
            scoring -> Optional.empty(),
            selecting -> Optional.empty(),
            labelling -> Optional.empty(),
            training -> Optional.of(training.trainingId()),
            trained -> Optional.of(trained.trainingId()),
            failed -> Optional.empty());

    static final RoundProperty<Optional<DataSet>> DATA_SET = new RoundProperty<>(
            scoring -> Optional.empty(),
            selecting -> Optional.empty(),
            labelling -> Optional.empty(),
            training -> Optional.of(training.dataSet()),
            trained -> Optional.of(trained.dataSet()),
            failed -> Optional.empty());

    @Override
    public R scoring(Round.Scoring round) {
        return inScoring.apply(round);
    }

    @Override
    public R selecting(Round.Selecting round) {
        return inSelecting.apply(round);
    }

    @Override
    public R labelling(Round.Labelling round) {
        return inLabelling.apply(round);
    }

    @Override
    public R training(Round.Training round) {
        return inTraining.apply(round);
    }

    @Override
    public R trained(Round.Trained round) {
        return onceTrained.apply(round);
    }

    @Override
    public R failed(Round.Failed round) {
        return onceFailed.apply(round);
    }
}
