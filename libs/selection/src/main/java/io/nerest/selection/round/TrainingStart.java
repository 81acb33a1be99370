package io.nerest.selection.round;

import java.util.List;

/** Which weights the training of a round starts from. */
public enum TrainingStart {
    /** The base, in every round: a round's model depends only on its labels. */
    BASE,
    /** The newest model of the same campaign, the base only until there is one: a warm start. */
    PREVIOUS;

    /**
     * Returns the weights that the next training starts from.
     *
     * @param base the campaign's base
     * @param trained models of the rounds so far, the newest last; rounds without a model are left out
     */
    public <M> M of(M base, List<M> trained) {
        return this == BASE || trained.isEmpty() ? base : trained.get(trained.size() - 1);
    }
}
