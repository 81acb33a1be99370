package io.nerest.selection;

import java.util.Optional;

/** A way to choose frames. A record of its options: two equal strategies choose the same frames of the same pool. */
public sealed interface Strategy permits Committee, Coral, CoreSet, Hybrid, Mix, Ranking, Stratified, Typical {

    /** The name it goes by in a campaign. */
    String name();

    /** Whether it looks at what a model has seen. */
    default boolean needsScores() {
        return true;
    }

    /** Whether it looks at embeddings, of candidates and of labelled frames. */
    default boolean needsEmbeddings() {
        return false;
    }

    /** How many models have to have seen each frame. */
    default int models() {
        return 1;
    }

    /** The committee that it asks, itself or a strategy that it is made of. */
    default Optional<Committee> committee() {
        return Optional.empty();
    }

    /**
     * Offers candidates to the basket, the most wanted first, until it is full or nothing is left. An offer may be
     * refused; the strategy then goes on with the next.
     */
    void choose(Candidates candidates, Basket basket);
}
