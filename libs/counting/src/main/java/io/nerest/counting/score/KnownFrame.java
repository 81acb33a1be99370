package io.nerest.counting.score;

import io.nerest.vision.box.Box;
import java.util.Map;

/**
 * The boxes of one frame, known and tracked.
 *
 * @param truth known boxes by the number of their object
 * @param tracked boxes by the number of their track
 */
public record KnownFrame(Map<Integer, Box> truth, Map<Integer, Box> tracked) {

    public KnownFrame {
        truth = Map.copyOf(truth);
        tracked = Map.copyOf(tracked);
    }
}
