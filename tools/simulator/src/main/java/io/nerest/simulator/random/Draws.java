package io.nerest.simulator.random;

import java.util.List;

/**
 * A sequence of pseudo-random numbers, identical on every machine and Java version: SplitMix64 (Steele, Lea,
 * Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014). Not safe for use by several threads.
 */
public final class Draws {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private Draws(long state) {
        this.state = state;
    }

    /** Returns the sequence that the seed and the path determine. */
    public static Draws of(long seed, long... path) {
        long mixed = mix(seed + GOLDEN_GAMMA);
        for (long step : path) {
            mixed = mix(mixed ^ mix(step + GOLDEN_GAMMA)) + GOLDEN_GAMMA;
        }
        return new Draws(mixed);
    }

    /** Returns the next 64 random bits. */
    public long bits() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    public double unit() {
        return (bits() >>> 11) * 0x1.0p-53;
    }

    /** Uniform in [low, high). */
    public double in(double low, double high) {
        return low + unit() * (high - low);
    }

    /** Uniform among 0 .. bound - 1. */
    public int below(int bound) {
        return (int) (unit() * bound);
    }

    /** True with the given probability. */
    public boolean chance(double probability) {
        return unit() < probability;
    }

    /** Normal with mean 0 and deviation 1 (Box and Muller). */
    public double normal() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
        return radius * StrictMath.cos(2 * StrictMath.PI * unit());
    }

    /** Returns one of the given elements with equal probability. */
    public <T> T pick(List<T> things) {
        return things.get(below(things.size()));
    }

    /** Rounds an expected number at random: the floor plus one with the probability of the fraction. */
    public int whole(double expected) {
        int floor = (int) StrictMath.floor(expected);
        return floor + (chance(expected - floor) ? 1 : 0);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
