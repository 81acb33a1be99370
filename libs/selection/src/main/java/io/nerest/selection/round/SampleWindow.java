package io.nerest.selection.round;

import io.nerest.selection.SeededHash;
import java.util.UUID;

/**
 * Which frames of the pool a round draws: a window of the pool's fixed random order, in which frames are sorted by their
 * {@link #randomKey random key}. The window starts at the first frame whose key is at least {@code start} and wraps around
 * at the end of the order. A database finds it by an index scan, without a sort of the pool.
 *
 * @param size how many frames, at least 0; {@link #WHOLE_POOL} for all
 * @param start where in the order the window starts, in [0, 1)
 */
public record SampleWindow(int size, double start) {

    public static final int WHOLE_POOL = 0;

    private static final SeededHash RANDOM_KEYS = new SeededHash(0);

    public SampleWindow {
        if (size < 0 || !(start >= 0 && start < 1)) {
            throw new IllegalArgumentException("window of " + size + " frames from " + start
                    + ": the size must be at least 0 and the start in [0, 1)");
        }
    }

    /** A frame's place in the pool's random order, uniform in [0, 1) and the same in every campaign. */
    public static double randomKey(UUID frameId) {
        return RANDOM_KEYS.uniform(frameId);
    }

    public boolean isWholePool() {
        return size == WHOLE_POOL;
    }
}
