package io.nerest.experiments.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An arm over its seeds.
 *
 * @param rounds that all of its seeds have
 * @param area under the mAP50 curve over labels, divided by the range of labels, so 0 to 1; null for one-round arms
 * @param labelsFor90 labels at which the mean curve first reaches 90 % of the mAP50 of {@code full}, on straight lines
 *     between rounds; null if it does not, or without {@code full}
 * @param labelsFor95 the same for 95 %
 * @param timesRandom mean mAP50 of the last round over that of {@code random}; null for one-round arms, arms that
 *     label the whole budget at once, and without {@code random}
 * @param labelsForRandom labels at which the mean curve first reaches the last round of {@code random}; null as above, and
 *     if it does not
 * @param timesSupervised of arms with a curriculum: mean mAP50 of the last round over that of their own first, which is
 *     supervised; null for others
 * @param test against {@code random}; null for {@code random} itself, and with fewer than two common seeds
 * @param ranksLike names of other arms that select the same frames by construction; empty if none does
 */
public record ArmSummary(
        String arm,
        List<RoundSummary> rounds,
        @Nullable Spread area,
        @Nullable Double labelsFor90,
        @Nullable Double labelsFor95,
        @Nullable Double timesRandom,
        @Nullable Double labelsForRandom,
        @Nullable Double timesSupervised,
        @Nullable PairedTest test,
        List<String> ranksLike) {

    public ArmSummary {
        rounds = List.copyOf(rounds);
        ranksLike = List.copyOf(ranksLike);
    }
}
