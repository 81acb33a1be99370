package io.nerest.cameras.sampling;

import io.nerest.vision.box.Box;
import java.nio.file.Path;
import java.util.List;

/**
 * A labelled frame of a video.
 *
 * @param seconds since the first frame of its stream
 * @param fish boxes in pixels
 */
record FrameWithFish(Path image, double seconds, List<Box> fish) {
    FrameWithFish {
        fish = List.copyOf(fish);
    }
}
