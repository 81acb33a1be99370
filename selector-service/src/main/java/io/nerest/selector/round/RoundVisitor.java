package io.nerest.selector.round;

/** Dispatch on the state of a round. */
public interface RoundVisitor<R> {

    R scoring(Round.Scoring round);

    R selecting(Round.Selecting round);

    R labelling(Round.Labelling round);

    R training(Round.Training round);

    R trained(Round.Trained round);

    R failed(Round.Failed round);
}
