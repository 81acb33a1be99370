package io.nerest.console.label;

import java.util.UUID;

/**
 * Decides which frames annotators see without suggestions. The decision depends on the frame alone, so it is the same for all
 * annotators, after a reload, and on every pod.
 */
record BlindShare(double share) {
    private static final int BITS = 53;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    boolean includes(UUID frame) {
        long mixed =
                (frame.getMostSignificantBits() ^ Long.rotateLeft(frame.getLeastSignificantBits(), 32)) * MULTIPLIER;
        mixed = (mixed ^ (mixed >>> 29)) * MULTIPLIER;
        mixed ^= mixed >>> 32;
        return (mixed >>> (Long.SIZE - BITS)) / (double) (1L << BITS) < share;
    }
}
