package io.nerest.selection;

import java.util.UUID;

/**
 * A frame's lot under a seed: uniform, the same on every run, and free of the order frames come in. Finaliser of
 * SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
 */
public record SeededHash(long seed) {

    /** 64 bits for a frame. */
    public long of(UUID frameId) {
        return mix(mix(seed ^ frameId.getMostSignificantBits()) ^ frameId.getLeastSignificantBits());
    }

    /** The same as a number in [0, 1). */
    public double uniform(UUID frameId) {
        return (of(frameId) >>> 11) * 0x1p-53;
    }

    /** Another, independent lot from the same seed. */
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
