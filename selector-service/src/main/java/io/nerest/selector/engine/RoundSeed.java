package io.nerest.selector.engine;

import io.nerest.selection.SeededHash;
import java.util.UUID;

/** What is drawn in a round is drawn by the campaign's seed and the round's number, and so can be repeated. */
final class RoundSeed {

    private RoundSeed() {}

    static long of(long campaignSeed, int round) {
        return new SeededHash(campaignSeed).of(new UUID(0, round));
    }

    /** Where the round's window into the pool's random order starts, 0 to 1. */
    static double start(long campaignSeed, int round) {
        return new SeededHash(campaignSeed).uniform(new UUID(1, round));
    }
}
