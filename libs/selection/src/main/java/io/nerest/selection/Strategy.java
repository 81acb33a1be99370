package io.nerest.selection;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A way to select frames. A record of its options: two equal strategies select the same frames of the same pool. */
public sealed interface Strategy
        permits Committee, Coral, CoreSet, Hybrid, Mix, Ranking, Stratified, Temporal, Typical {

    /** Its name in a campaign. */
    String name();

    /** What it reads of the candidates. */
    StrategyNeeds needs();

    /** Returns what the case for this kind of strategy returns. */
    <R> R match(Cases<R> cases);

    /**
     * One case for each kind of strategy. Code that depends on the kind uses it, so that a new kind does not compile until
     * all such code handles it.
     *
     * @param <R> what the cases return
     */
    interface Cases<R> {

        /** A strategy that ranks each frame by itself. */
        R ranking(Ranking ranking);

        /** A strategy whose selection of a frame depends on the other frames. */
        R wholePool(Strategy strategy);

        /** A strategy made of other strategies. */
        R composite(Strategy strategy);
    }

    /**
     * Offers candidates to the batch, best first, until it is full or no candidate is left. The batch may refuse a
     * candidate; the strategy then continues with the next.
     */
    void select(Candidates candidates, BatchBuilder batch);

    /**
     * The frames without detections on which an object is suspected all the same. They compete with the frames that have
     * detections, unless frames without detections are excluded.
     *
     * @param frames all frames without a label, boxes below the least confidence removed
     */
    default Set<UUID> suspected(List<ScoredFrame> frames) {
        return Set.of();
    }

    /** Whether it is made of other strategies, and so cannot be part of another. */
    default boolean isComposite() {
        return match(new Cases<>() {
            @Override
            public Boolean ranking(Ranking ranking) {
                return false;
            }

            @Override
            public Boolean wholePool(Strategy strategy) {
                return false;
            }

            @Override
            public Boolean composite(Strategy strategy) {
                return true;
            }
        });
    }

    /** This strategy as a ranking, if it ranks each frame by itself. */
    default Optional<Ranking> asRanking() {
        return match(new Cases<>() {
            @Override
            public Optional<Ranking> ranking(Ranking ranking) {
                return Optional.of(ranking);
            }

            @Override
            public Optional<Ranking> wholePool(Strategy strategy) {
                return Optional.empty();
            }

            @Override
            public Optional<Ranking> composite(Strategy strategy) {
                return Optional.empty();
            }
        });
    }

    /** The committee whose scores it needs: its own, or that of a strategy it is made of. */
    default Optional<Committee> committee() {
        return needs().committee();
    }
}
