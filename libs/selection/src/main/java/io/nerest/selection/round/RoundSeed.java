package io.nerest.selection.round;

import io.nerest.selection.SeededHash;
import java.util.UUID;

/** The seeds of a round, derived from the campaign's seed and the round's number, so that a round is repeatable. */
final class RoundSeed {

    private static final int SELECTION = 0;
    private static final int SAMPLE = 1;

    private RoundSeed() {}

    /** The seed of what the round selects. */
    static long ofSelection(long campaignSeed, int round) {
        return new SeededHash(campaignSeed).of(new UUID(SELECTION, round));
    }

    /** Where the round's window into the pool's random order starts, in [0, 1). */
    static double startOfSample(long campaignSeed, int round) {
        return new SeededHash(campaignSeed).uniform(new UUID(SAMPLE, round));
    }
}
