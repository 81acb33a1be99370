package io.nerest.selection;

import java.util.UUID;

/**
 * The random keys of frames under a seed: uniform, the same on every run, and independent of the order of frames. The
 * finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
 */
public record SeededHash(long seed) {

    /** Returns a frame's random key as 64 bits. */
    public long of(UUID frameId) {
        return mix(mix(seed ^ frameId.getMostSignificantBits()) ^ frameId.getLeastSignificantBits());
    }

    /** Returns a frame's random key as a number in [0, 1). */
    public double uniform(UUID frameId) {
        return (of(frameId) >>> 11) * 0x1p-53;
    }

    /** Returns other, independent random keys from the same seed. */
    SeededHash split(int which) {
        return new SeededHash(mix(seed + 0x9E3779B97F4A7C15L * (which + 1)));
    }

    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
