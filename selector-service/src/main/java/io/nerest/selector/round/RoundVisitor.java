package io.nerest.selector.round;

/** What to do with a round in each of its states. */
public interface RoundVisitor<R> {

    R scoring(Round.Scoring round);

    R selecting(Round.Selecting round);

    R labelling(Round.Labelling round);

    R training(Round.Training round);

    R trained(Round.Trained round);

    R failed(Round.Failed round);
}
